"""What built-in collections hold, whatever a subclass makes of their methods."""

from __future__ import annotations

import sys
from _collections import OrderedDict, deque

from ..conversation.refusal import Cancelled
from ..kinds import class_attribute, is_a
from . import foreign_data

_KINDS = (list, tuple, deque, bytes, bytearray, OrderedDict, dict, set, frozenset)


def is_array(value: object) -> bool:
    """Whether it is an ``array.array``; nobody has one before the module is loaded."""
    module = sys.modules.get("array")
    return module is not None and is_a(value, module.array)


def is_match(value: object) -> bool:
    """Whether it is a match of a regular expression, of which the groups are the members."""
    module = sys.modules.get("re")
    return module is not None and is_a(value, module.Match)


def has_members(view: memoryview) -> bool:
    """Whether Python gives the members of a view: not those of more dimensions than one, or of
    none, nor of all formats."""
    try:
        view[0]
    except (NotImplementedError, TypeError):
        return False
    except (IndexError, ValueError):
        # It is empty, or released, which whoever counts is told.
        pass
    return True


def kind_of_storage(value: object) -> type | None:
    """The built-in collection that the value is, if any."""
    if is_array(value):
        return sys.modules["array"].array
    if foreign_data.is_array(value):
        return foreign_data.array_kind()
    return next((kind for kind in _KINDS if is_a(value, kind)), None)


def counted(value: object, method: str) -> tuple[int, type | None]:
    """How many members ``method`` gives of a collection, and the built-in kind whose own method
    has to be called for that, if it is not the method of the value's class.

    A class that counts in a way of its own is asked only if it gives its members in a way of
    its own, too. Raises what it raises, if there is nothing else to count by.
    """
    kind = kind_of_storage(value)
    if kind is None:
        return len(value.regs if is_match(value) else value), None
    if _has(value, kind, "__len__"):
        return kind.__len__(value), None
    if not _has(value, kind, method):
        try:
            return len(value), None
        except Cancelled:
            raise
        except BaseException:
            # What it holds is all that is left to be seen.
            pass
    return kind.__len__(value), kind


def _has(value: object, kind: type, method: str) -> bool:
    return class_attribute(type(value), method) is class_attribute(kind, method)
