"""How variables of different kinds are shown: among the others, in a group, or not at all."""

from __future__ import annotations

from _collections_abc import Iterable
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
)

from ..kinds import is_a

_FUNCTIONS = (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
    classmethod,
    staticmethod,
)


_DEFAULTS = {"special": "group", "function": "group", "class": "group", "protected": "inline"}


class Presentation:
    """The user's wishes: for each kind, ``group``, ``inline`` or ``hide``."""

    def __init__(self, modes: dict[str, str]) -> None:
        self._modes = {**_DEFAULTS, **modes}

    def sort(self, children: list) -> tuple[list[tuple[str, list]], list]:
        """Groups of children, by the names to show, and those that stay outside of any."""
        groups: dict[str, list] = {}
        rest = []
        for child in children:
            kind = child.kind or kind_of(child.name, child.value)
            mode = self._modes.get(kind, "inline")
            if mode == "inline":
                rest.append(child)
            elif mode == "group":
                groups.setdefault(kind, []).append(child)
        named = [(f"{kind} variables", groups[kind]) for kind in _DEFAULTS if kind in groups]
        return named, rest

    def count(self, kinds: Iterable[str]) -> int:
        """How many rows children of these kinds make, with those of groups."""
        count = 0
        groups = set()
        for kind in kinds:
            mode = self._modes.get(kind, "inline")
            if mode == "inline":
                count += 1
            elif mode == "group" and kind in _DEFAULTS:
                groups.add(kind)
        return count + len(groups)


def is_special(name: object) -> bool:
    """Whether the name is one of the language's, such as ``__name__``."""
    return isinstance(name, str) and name.startswith("__") and name.endswith("__")


def kind_of(name: str, value: object) -> str:
    """``special``, ``protected``, ``function``, ``class`` or ``data``."""
    if is_special(name):
        return "special"
    if name.startswith("_"):
        return "protected"
    if is_a(value, type):
        return "class"
    return "function" if is_a(value, _FUNCTIONS) else "data"
