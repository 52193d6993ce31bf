"""What is inside of a value, found without running code of the program."""

from __future__ import annotations

from _collections import OrderedDict, deque
from itertools import islice

from ..conversation.refusal import Refusal
from ..kinds import MISSING, bases_of, class_attribute, is_a
from . import class_fields, safe_evaluation, value_paths
from .attribute_names import slot_names
from .containers import Child, Container, arrange
from .member_names import MemberNames
from .rendering import Style, render
from .safe_texts import kind_in_order

_SAFE = Style(is_safe=True)
_KINDS = (list, tuple, OrderedDict, dict, set, frozenset, deque)


class StoredContents(Container):
    """The members that a built-in collection holds, also one of a subclass, and the
    attributes that are stored in a value."""

    def __init__(self, value: object, expression: str | None) -> None:
        self._value = value
        self._expression = expression
        self._kind = next((kind for kind in _KINDS if is_a(value, kind)), None)
        if self._kind is OrderedDict:
            self._kind = kind_in_order(value)
        self._is_mapping = self._kind in (dict, OrderedDict)
        getter = class_attribute(type(value), "__getitem__", None)
        # A class that has its own may give something else, or do more.
        own = getattr(self._kind, "__getitem__", None)
        self._has_paths = getter is not None and getter is own
        self._names = _stored_names(value)
        self._member_names = MemberNames()
        self.indexed_count = self._kind.__len__(value) if self._kind else 0
        self.has_named = bool(self._names)

    def indexed(self, start, count):
        if self._is_mapping:
            items = islice(self._kind.items(self._value), start, start + count)
            for position, (key, value) in enumerate(items, start):
                name = self._member_names.name(position, key, f"[{render(key, _SAFE)}]")
                yield Child(name, value, self._path(key))
        elif self._kind is not None:
            members = islice(self._kind.__iter__(self._value), start, start + count)
            for position, value in enumerate(members, start):
                yield Child(f"[{position}]", value, self._path(position))

    def named(self, presentation):
        children = []
        for name in self._names:
            try:
                value = safe_evaluation.attribute(self._value, name)
            except Refusal:
                continue
            path = value_paths.of_attribute(self._expression, name)
            children.append(Child(name, value, path))
        return arrange(self, children, presentation)

    def assign(self, name, value):
        if not name.startswith("["):
            class_fields.assign(self._value, name, value)
        elif self._is_mapping:
            self._value[self.key(name)] = value
        else:
            self._value[int(name[1:-1])] = value

    def key(self, name: str) -> object:
        """The key of the member that is shown by that name. Raises KeyError."""
        keys = self._kind.__iter__(self._value)
        return self._member_names.key(name, ((key, f"[{render(key, _SAFE)}]") for key in keys))

    def _path(self, key: object) -> str | None:
        return value_paths.of_item(self._expression, key) if self._has_paths else None


def _stored_names(value: object) -> list[str]:
    kind = type(value)
    fields = class_attribute(kind, "_fields", ())
    names = dict.fromkeys(fields if is_a(value, tuple) and is_a(fields, tuple) else ())
    names.update(dict.fromkeys(safe_evaluation.own_attributes(value)))
    for base in bases_of(kind):
        names.update(dict.fromkeys(slot_names(base)))
    fields, _ = class_fields.of_class(value)
    names.update(
        (name, None)
        for name, field in fields.items()
        if class_fields.read(field, value) is not MISSING
    )
    return [name for name in names if isinstance(name, str)]


def container_of(value: object, expression: str | None) -> Container | None:
    """A view of what is inside of ``value``; None when there is nothing to see."""
    container = StoredContents(value, expression)
    return container if container.indexed_count or container.has_named else None
