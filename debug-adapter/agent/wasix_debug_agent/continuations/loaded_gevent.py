"""gevent as the program has loaded it.

It is asked nothing that runs code of the program's, or changes what it tells the program later.
"""

from __future__ import annotations

import sys
from _weakref import getweakrefcount, getweakrefs, ref
from types import (
    BuiltinFunctionType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
)

from ..kinds import MISSING, class_attribute, is_a, module_of, name_of, namespace_of

# What gevent keeps with a greenlet that has a number.
_NUMBERING = "ValuedWeakRef"


def greenlet_class() -> type | None:
    """gevent's ``Greenlet``, once it is loaded."""
    module = sys.modules.get("gevent.greenlet")
    kind = getattr(module, "__dict__", {}).get("Greenlet")
    return kind if isinstance(kind, type) else None


def number_of(greenlet: object, attributes: dict) -> int | None:
    """The number in the name that gevent makes up: 3 of ``Greenlet-3``; None while it has none.

    gevent gives a number to one whose name somebody asks for, the lowest that none has which
    exists: to ask here would change the names of others. ``attributes`` are the greenlet's own.
    """
    kind = greenlet_class()
    if kind is None or not is_a(greenlet, kind):
        return None
    # Nearly all have but the one by which they are known here.
    if getweakrefcount(greenlet) < 2 or not any(map(_is_numbering, getweakrefs(greenlet))):
        return None
    number = _stored(kind, greenlet, "minimal_ident", attributes, "_ident")
    return number if type(number) is int else None


def function_of(greenlet: object, attributes: dict) -> FunctionType | BuiltinFunctionType | None:
    """The function that gevent's ``Greenlet.run`` runs: what it was given, as long as it has not
    ended, or the method of a subclass."""
    kind = greenlet_class()
    if kind is None or not is_a(greenlet, kind):
        return None
    work = dict.get(attributes, "_run", MISSING)
    if work is MISSING:
        work = class_attribute(type(greenlet), "_run")
        if work is namespace_of(kind).get("_run"):
            return None
    if type(work) is MethodType:
        work = work.__func__
    return work if type(work) in (FunctionType, BuiltinFunctionType) else None


def spawner_of(greenlet: object, attributes: dict) -> object | None:
    """The greenlet that has made one of gevent's, as long as that exists."""
    if greenlet_class() is None:
        return None
    name = "spawning_greenlet"
    reference = _stored(type(greenlet), greenlet, name, attributes, name)
    return reference() if type(reference) is ref else None


def _is_numbering(reference: ref) -> bool:
    kind = type(reference)
    return name_of(kind) == _NUMBERING and (module_of(kind) or "").startswith("gevent.")


def _stored(
    kind: type, greenlet: object, name: str, attributes: dict, name_in_python: str
) -> object:
    """An attribute as gevent's class in C has it, or one of an object of its class in Python."""
    in_c = class_attribute(kind, name)
    if type(in_c) in (GetSetDescriptorType, MemberDescriptorType):
        return in_c.__get__(greenlet)
    return dict.get(attributes, name_in_python)
