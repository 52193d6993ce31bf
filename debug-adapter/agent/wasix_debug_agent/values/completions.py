"""How the text at the console could go on, found without running code of the program."""

from __future__ import annotations

import builtins
import re
from types import FrameType, ModuleType

from ..kinds import is_a
from . import evaluation, private_names, safe_evaluation
from .presentation import is_special, kind_of

_MOST = 500
# An expression of names, attributes and items, then a dot or a bracket with a quote,
# and the beginning of what is looked for.
_TRAILING = re.compile(
    r"""(?P<owner>[^\W\d][\w.]*(?:\[[^\[\]]*\][\w.]*)*?)
        (?:\.(?P<attribute>\w*)|\[(?P<quote>["'])(?P<key>[^"']*))$""",
    re.VERBOSE,
)
_NAME = re.compile(r"[^\W\d]\w*$")


def complete(text: str, frame: FrameType | None) -> list[dict]:
    """Completions of the end of ``text``: each with its label, kind, and the number of
    characters before the cursor that it takes the place of."""
    trailing = _TRAILING.search(text)
    if trailing is None:
        name = _NAME.search(text)
        begun = name.group() if name else ""
        # Nothing to go by, or the middle of a number or a string.
        if not begun and text.strip():
            return []
        return _matching(begun, _with_private(_names(frame), frame))
    try:
        owner = safe_evaluation.evaluate(trailing["owner"], frame)
    except Exception:
        return []
    if trailing["attribute"] is not None:
        return _matching(trailing["attribute"], _with_private(_attributes(owner), frame))
    if not is_a(owner, dict):
        return []
    keys = {key: "value" for key in owner if isinstance(key, str) and key.isprintable()}
    return _matching(trailing["key"], keys)


def _matching(begun: str, candidates: dict[str, str]) -> list[dict]:
    found = [name for name in candidates if name.startswith(begun)]
    # What is not meant to be seen comes last.
    found.sort(key=lambda name: (is_special(name), name.startswith("_"), name))
    return [
        {"label": name, "kind": candidates[name], "length": len(begun)} for name in found[:_MOST]
    ]


def _with_private(names: dict[str, str], frame: FrameType | None) -> dict[str, str]:
    """The names, and the private ones as they are written in the frame's class."""
    owner = private_names.class_around(frame)
    if owner is None:
        return names
    prefix = f"_{owner}__"
    return names | {
        private: kind
        for name, kind in names.items()
        if name.startswith(prefix) and private_names.is_private(private := name[len(prefix) - 2 :])
    }


def _names(frame: FrameType | None) -> dict[str, str]:
    from keyword import kwlist

    names = dict.fromkeys(kwlist, "keyword")
    namespaces = [vars(builtins), evaluation.globals_of(frame)]
    # The body of a class may keep its variables in a mapping that tells of none.
    if frame is not None and hasattr(type(frame.f_locals), "items"):
        namespaces.append(frame.f_locals)
    for namespace in namespaces:
        names.update(_described(namespace))
    return names


def _attributes(owner: object) -> dict[str, str]:
    names: dict[str, str] = {}
    for kind in reversed(type(owner).__mro__):
        names.update(_described(kind.__dict__))
    if is_a(owner, type):
        for kind in reversed(owner.__mro__):
            names.update(_described(kind.__dict__))
    elif is_a(owner, ModuleType):
        names = _described(vars(owner))
    else:
        try:
            names.update(_described(object.__getattribute__(owner, "__dict__")))
        except AttributeError:
            pass
    return names


def _described(namespace) -> dict[str, str]:
    return {
        name: "property" if is_a(value, property) else _KINDS.get(_kind(name, value), "field")
        for name, value in namespace.items()
        if isinstance(name, str)
    }


def _kind(name: str, value: object) -> str:
    return "module" if is_a(value, ModuleType) else kind_of(name.strip("_"), value)


_KINDS = {"function": "function", "class": "class", "module": "module", "data": "variable"}
