"""Under which names an object has something."""

from __future__ import annotations

from types import MemberDescriptorType, ModuleType

from ..kinds import bases_of, is_a, namespace_of
from .presentation import is_special


def special_names_last(name: object) -> tuple[bool, str]:
    return is_special(name), str(name)


def attribute_names(value: object) -> list[str]:
    """The names of an object's own data: its ``__dict__`` and its slots."""
    names = dict.fromkeys(getattr(value, "__dict__", ()))
    for kind in bases_of(type(value)):
        # By what the class holds: private names are others there than in its list.
        for slot in slot_names(kind):
            if hasattr(value, slot):
                names[slot] = None
    if is_a(value, ModuleType):
        return sorted(names, key=special_names_last)
    return [name for name in names if isinstance(name, str)]


def slot_names(kind: type) -> list[str]:
    """The names of the slots that a class has made."""
    own = namespace_of(kind)
    if "__slots__" not in own:
        return []
    return [name for name, it in own.items() if is_a(it, MemberDescriptorType)]
