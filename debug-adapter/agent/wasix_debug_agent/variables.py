"""What is inside of a value: its members and attributes, by pages, lazily."""

from __future__ import annotations

from _collections import deque
from itertools import islice
from types import FrameType, FunctionType, ModuleType

from . import continuations, evaluation
from .refusal import Refusal
from .rendering import render, type_name

_ATOMS = (int, float, complex, str, bytes, bool, type(None), type(...), FunctionType)
_INDEXED = (list, tuple, deque, range, bytearray, memoryview)
_UNORDERED = (set, frozenset)


class Container:
    """Something with children. A subclass knows how they are found and set."""

    #: How many children are members of a collection, and how many have names.
    indexed_count = 0
    named_count = 0

    def indexed(self, start: int, count: int) -> list[tuple[str, object, str | None]]:
        """Members from ``start`` on, as (name, value, expression)."""
        return []

    def named(self) -> list[tuple[str, object, str | None]]:
        """Children with names, as (name, value, expression)."""
        return []

    def assign(self, name: str, value: object) -> None:
        """Gives the child called ``name`` a new value."""
        raise TypeError("this cannot be changed")


class _Namespace(Container):
    """A frame's local or global variables."""

    def __init__(self, namespace) -> None:
        self._namespace = namespace

    def named(self):
        names = sorted(self._namespace, key=_special_names_last)
        return [(name, self._namespace[name], name) for name in names]

    def assign(self, name, value):
        self._namespace[name] = value


class LocalVariables(_Namespace):
    def __init__(self, frame: FrameType) -> None:
        # Written through to the frame (PEP 667), also while a greenlet sleeps in it.
        super().__init__(frame.f_locals)


class GlobalVariables(_Namespace):
    def __init__(self, frame: FrameType) -> None:
        super().__init__(frame.f_globals)


class ReturnedValues(Container):
    """What functions returned that a step went over or out of."""

    def __init__(self, returned: list[tuple[str, object]]) -> None:
        self._returned = returned

    def named(self):
        return [(f"{name}()", value, None) for name, value in self._returned]


class _Attributes(Container):
    """An object's own attributes."""

    def __init__(self, value: object, expression: str | None) -> None:
        self._value = value
        self._expression = expression
        self._names = _attribute_names(value)
        self.named_count = len(self._names)

    def named(self):
        return [
            (name, self._read(name), self._expression and f"{self._expression}.{name}")
            for name in self._names
        ]

    def assign(self, name, value):
        setattr(self._value, name, value)

    def _read(self, name: str) -> object:
        try:
            return getattr(self._value, name)
        except Exception as error:
            return error


class _Greenlet(_Attributes):
    """A greenlet: what it is doing, before what the program stored in it."""

    _SHOWN = ("state", "context", "parent", "frame", "contextvars")

    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        self.named_count += len(self._SHOWN)

    def named(self):
        greenlet = self._value
        frame = greenlet.gr_frame
        return [
            ("state", continuations.state_of(greenlet), None),
            ("context", greenlet.gr_wasix_context_id, self._path("gr_wasix_context_id")),
            ("parent", greenlet.parent, self._path("parent")),
            ("frame", frame, self._path("gr_frame")),
            ("contextvars", greenlet.gr_context, self._path("gr_context")),
            *super().named(),
        ]

    def assign(self, name, value):
        if name in ("state", "context", "frame"):
            raise AttributeError(f"the {name} of a greenlet cannot be set")
        super().assign("gr_context" if name == "contextvars" else name, value)

    def _path(self, attribute: str) -> str | None:
        return self._expression and f"{self._expression}.{attribute}"


class _Sequence(_Attributes):
    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        self.indexed_count = len(value)

    def indexed(self, start, count):
        return [
            (f"[{index}]", self._value[index], self._expression and f"{self._expression}[{index}]")
            for index in range(start, min(start + count, len(self._value)))
        ]

    def assign(self, name, value):
        if not name.startswith("["):
            return super().assign(name, value)
        self._value[int(name[1:-1])] = value


class _Set(_Attributes):
    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        self.indexed_count = len(value)

    def indexed(self, start, count):
        members = islice(self._value, start, start + count)
        return [(f"[{start + offset}]", member, None) for offset, member in enumerate(members)]


class _Mapping(_Attributes):
    def __init__(self, value: dict, expression: str | None) -> None:
        super().__init__(value, expression)
        self.indexed_count = len(value)

    def indexed(self, start, count):
        items = islice(self._value.items(), start, start + count)
        return [(f"[{render(key)}]", value, self._expression_for(key)) for key, value in items]

    def assign(self, name, value):
        if not name.startswith("["):
            return super().assign(name, value)
        for key in self._value:
            if f"[{render(key)}]" == name:
                self._value[key] = value
                return
        raise KeyError(name)

    def _expression_for(self, key: object) -> str | None:
        if self._expression is None or not isinstance(key, (str, int, float, bytes, type(None))):
            return None
        return f"{self._expression}[{key!r}]"


def container_of(value: object, expression: str | None = None) -> Container | None:
    """A view of what is inside of ``value``; None when there is nothing to see."""
    if type(value) in _ATOMS:
        return None
    try:
        container = _view(value)(value, expression)
    except Exception:
        # A class of the program may break any rule; its repr() still shows.
        return None
    return container if container.indexed_count or container.named_count else None


def _view(value: object) -> type[_Attributes]:
    if continuations.is_greenlet(value):
        return _Greenlet
    if isinstance(value, dict):
        return _Mapping
    if isinstance(value, _INDEXED):
        return _Sequence
    return _Set if isinstance(value, _UNORDERED) else _Attributes


class References:
    """The numbers by which the session asks for children. Good for one stop."""

    def __init__(self) -> None:
        self._containers: list[Container] = []

    def add(self, container: Container) -> int:
        self._containers.append(container)
        return len(self._containers)

    def get(self, reference: int) -> Container:
        if not 1 <= reference <= len(self._containers):
            raise Refusal("These variables are not there any more.")
        return self._containers[reference - 1]

    def describe(self, name: str, value: object, expression: str | None) -> dict:
        """A variable for the session."""
        description = {
            "name": name,
            "value": render(value),
            "type": type_name(value),
            "reference": 0,
        }
        if expression is not None:
            description["evaluateName"] = expression
        container = container_of(value, expression)
        if container is not None:
            description["reference"] = self.add(container)
            description["indexedCount"] = container.indexed_count
            description["namedCount"] = container.named_count
        return description

    def children(self, reference: int, which: str | None, start: int, count: int) -> list[dict]:
        """The children of a reference: ``indexed``, ``named``, or all.

        ``start`` and ``count`` choose among the indexed ones; 0 counts as all.
        """
        container = self.get(reference)
        children = []
        if which != "named":
            children += container.indexed(start, count or container.indexed_count)
        if which != "indexed":
            children += container.named()
        return [self.describe(*child) for child in children]

    def assign(self, reference: int, name: str, expression: str, frame: FrameType | None) -> dict:
        """Sets a child to the value of an expression, and describes the result."""
        value = evaluation.evaluate(expression, frame)
        self.get(reference).assign(name, value)
        return self.describe(name, value, None)


def _special_names_last(name: str) -> tuple[bool, str]:
    return name.startswith("__"), name


def _attribute_names(value: object) -> list[str]:
    """The names of an object's own data: its ``__dict__``, its slots, what an exception holds."""
    names = dict.fromkeys(getattr(value, "__dict__", ()))
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for slot in (slots,) if isinstance(slots, str) else slots:
            if slot not in ("__dict__", "__weakref__") and hasattr(value, slot):
                names[slot] = None
    if isinstance(value, BaseException):
        names["args"] = None
    if isinstance(value, ModuleType):
        return sorted(names, key=_special_names_last)
    return [name for name in names if isinstance(name, str)]
