"""What a value is, by its type alone.

A type is asked past its own type, whose ``__getattribute__`` may be the program's code.
"""

from __future__ import annotations

#: What :func:`class_attribute` gives for what is not there.
MISSING = object()

_get_bases = type.__dict__["__mro__"].__get__
_get_namespace = type.__dict__["__dict__"].__get__
_get_name = type.__dict__["__name__"].__get__
_get_qualified_name = type.__dict__["__qualname__"].__get__
_get_module = type.__dict__["__module__"].__get__


def is_a(value: object, kinds: type | tuple[type, ...]) -> bool:
    """``isinstance()`` without asking the value, whose ``__class__`` may be the program's
    code: a proxy's raises an exception where there is nothing behind it."""
    return issubclass(type(value), kinds)


def bases_of(kind: type) -> tuple[type, ...]:
    """The type and its bases, in the order in which attributes are looked up."""
    return _get_bases(kind)


def namespace_of(kind: type) -> object:
    """What the type itself holds, by names: a view."""
    return _get_namespace(kind)


def name_of(kind: type) -> str:
    return _get_name(kind)


def qualified_name_of(kind: type) -> str:
    return _get_qualified_name(kind)


def module_of(kind: type) -> str | None:
    """The name of the module that the type is from, if it says so."""
    try:
        module = _get_module(kind)
    except AttributeError:
        return None
    return module if type(module) is str else None


def class_attribute(kind: type, name: str, default: object = MISSING) -> object:
    """An attribute of a class as it is stored there or in a base; else ``default``."""
    for base in bases_of(kind):
        own = namespace_of(base)
        if name in own:
            return own[name]
    return default
