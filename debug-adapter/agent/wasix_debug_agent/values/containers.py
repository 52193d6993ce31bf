"""What is inside of a value: its members and attributes, by pages, lazily."""

from __future__ import annotations

import sys
from _collections import OrderedDict, deque
from _collections_abc import Callable, Iterable, Mapping, Set, ValuesView
from itertools import islice
from types import FrameType, FunctionType, MappingProxyType, MemberDescriptorType, ModuleType

from ..continuations import continuations
from ..conversation.refusal import Refusal
from ..kinds import bases_of, is_a, name_of, namespace_of
from . import value_paths
from .member_names import MemberNames
from .presentation import Presentation, is_special
from .rendering import render

_ATOMS = (int, float, complex, str, bool, type(None), type(...), FunctionType)
_INDEXED = (list, tuple, deque, range, bytes, bytearray, memoryview)


class Child:
    """A value below another one, as the variables view shows it.

    ``expression`` names it in the frame; None when nothing does. With ``getter``, the
    value is computed by the program's code, and only when the user asks for it.
    """

    __slots__ = ("expression", "getter", "name", "value")

    def __init__(
        self,
        name: str,
        value: object,
        expression: str | None = None,
        getter: Callable[[], object] | None = None,
    ) -> None:
        self.name = name
        self.value = value
        self.expression = expression
        self.getter = getter


class Container:
    """Something with children. A subclass knows how they are found and set."""

    #: How many children are members of a collection, and how many have names.
    indexed_count = 0
    named_count = 0

    def indexed(self, start: int, count: int) -> Iterable[Child]:
        """Members from ``start`` on."""
        return ()

    def named(self, presentation: Presentation) -> list[Child]:
        """Children with names."""
        return []

    def assign(self, name: str, value: object) -> None:
        """Gives the child called ``name`` a new value."""
        raise TypeError("this cannot be changed")


class Group(Container):
    """Some of a container's named children, under a name of their own."""

    def __init__(self, owner: Container, children: list[Child]) -> None:
        #: The container that the children belong to.
        self.owner = owner
        self._children = children
        self.named_count = len(children)

    def named(self, presentation):
        return self._children

    def assign(self, name, value):
        self.owner.assign(name, value)


class LazyValue(Container):
    """A value that is computed when it is looked at."""

    named_count = 1

    def __init__(self, child: Child) -> None:
        self._child = child

    def named(self, presentation):
        child = self._child
        try:
            value = child.getter()
        except Exception as error:
            value = error
        return [Child(child.name, value, child.expression)]


class _Namespace(Container):
    """A frame's local or global variables."""

    def __init__(self, namespace) -> None:
        self._namespace = namespace

    def named(self, presentation):
        # Not by iteration: the mapping of a class body may have items and nothing else.
        names = sorted(
            (name for name in self._namespace.keys() if isinstance(name, str)),
            key=_special_names_last,
        )
        children = [Child(name, self._namespace[name], self._path(name)) for name in names]
        return arrange(self, children, presentation)

    def assign(self, name, value):
        self._namespace[name] = value

    def _path(self, name: str) -> str | None:
        return value_paths.of_variable(name)


class LocalVariables(_Namespace):
    def __init__(self, frame: FrameType) -> None:
        # Written through to the frame (PEP 667), also while a greenlet sleeps in it.
        super().__init__(frame.f_locals)


class GlobalVariables(_Namespace):
    def __init__(self, frame: FrameType) -> None:
        super().__init__(frame.f_globals)
        self._frame = frame

    def _path(self, name):
        try:
            self._frame.f_locals[name]
        except KeyError:
            return super()._path(name)
        # By its name, the local variable is found.
        return super()._path(name) if self._frame.f_locals is self._namespace else None


class ReturnedValues(Container):
    """What functions returned that a step went over or out of."""

    def __init__(self, returned: list[tuple[str, object]]) -> None:
        self._returned = returned

    def named(self, presentation):
        return [Child(f"{name}()", value) for name, value in self._returned]


class ContextVariables(Container):
    """The values of context variables (PEP 567) in a continuation."""

    def __init__(self, context) -> None:
        self._context = context
        self._names = MemberNames()
        self.named_count = len(context)

    def named(self, presentation):
        return [
            Child(self._names.name(position, variable, variable.name), value)
            for position, (variable, value) in enumerate(self._context.items())
        ]

    def assign(self, name, value):
        variables = ((variable, variable.name) for variable in self._context)
        # In the continuation's own context, in which the session's questions are answered.
        self._names.key(name, variables).set(value)


class _Attributes(Container):
    """An object's own attributes, and the properties of its class."""

    def __init__(self, value: object, expression: str | None) -> None:
        self._value = value
        self._expression = expression
        self._names = _attribute_names(value)
        self._properties = _property_names(value, self._names)
        self.named_count = len(self._names) + len(self._properties)

    def named(self, presentation):
        own = [Child(name, self._read(name), self._path(name)) for name in self._names]
        return [
            *arrange(self, own, presentation),
            *(
                Child(name, None, self._path(name), lambda name=name: getattr(self._value, name))
                for name in self._properties
            ),
        ]

    def assign(self, name, value):
        setattr(self._value, name, value)

    def _path(self, attribute: str) -> str | None:
        return value_paths.of_attribute(self._expression, attribute)

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

    def named(self, presentation):
        greenlet = self._value
        frame = greenlet.gr_frame
        return [
            Child("state", continuations.state_of(greenlet)),
            Child("context", greenlet.gr_wasix_context_id, self._path("gr_wasix_context_id")),
            Child("parent", greenlet.parent, self._path("parent")),
            Child("frame", frame, self._path("gr_frame")),
            Child("contextvars", greenlet.gr_context, self._path("gr_context")),
            *super().named(presentation),
        ]

    def assign(self, name, value):
        if name in ("state", "context", "frame"):
            raise AttributeError(f"the {name} of a greenlet cannot be set")
        super().assign("gr_context" if name == "contextvars" else name, value)


class _Sequence(_Attributes):
    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        fields = getattr(type(value), "_fields", ())
        if is_a(value, tuple) and isinstance(fields, tuple):
            # A named tuple's, which are properties of a kind of their own.
            self._names = [*fields, *self._names]
            self.named_count += len(fields)
        self.indexed_count = len(value)

    def indexed(self, start, count):
        for index in range(start, min(start + count, len(self._value))):
            path = value_paths.of_item(self._expression, index)
            yield Child(f"[{index}]", self._value[index], path)

    def assign(self, name, value):
        if not name.startswith("["):
            return super().assign(name, value)
        index = name[1:-1]
        if not index.isdecimal():
            raise Refusal(f"There is no member {name}.")
        self._value[int(index)] = value


class _Members(_Attributes):
    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        self.indexed_count = len(value)

    def indexed(self, start, count):
        members = islice(self._value, start, start + count)
        for offset, member in enumerate(members):
            yield Child(f"[{start + offset}]", member)


class _Mapping(_Attributes):
    def __init__(self, value: Mapping, expression: str | None) -> None:
        super().__init__(value, expression)
        self.indexed_count = len(value)
        self._member_names = MemberNames()
        self._has_paths = expression is not None and _gives_its_items(type(value))

    def indexed(self, start, count):
        items = islice(self._value.items(), start, start + count)
        for position, (key, value) in enumerate(items, start):
            name = self._member_names.name(position, key, f"[{render(key)}]")
            path = value_paths.of_item(self._expression, key) if self._has_paths else None
            yield Child(name, value, path)

    def assign(self, name, value):
        if not name.startswith("["):
            return super().assign(name, value)
        try:
            key = self.key(name)
        except KeyError:
            raise Refusal(f"There is no member {name}.") from None
        self._value[key] = value

    def key(self, name: str) -> object:
        """The key of the member that is shown by that name. Raises KeyError."""
        return self._member_names.key(name, ((key, f"[{render(key)}]") for key in self._value))


def _gives_its_items(kind: type) -> bool:
    """Whether a mapping gives by its keys the values that it tells of: it could be of a
    class that does more when it is asked for one, and that asking would change."""
    if kind.items is Mapping.items or kind is MappingProxyType:
        return True
    return kind.__getitem__ is dict.__getitem__ and kind.items in (dict.items, OrderedDict.items)


def arrange(owner: Container, children: list[Child], presentation: Presentation) -> list[Child]:
    """Puts children into groups, or leaves them out, as the user wants it."""
    groups, rest = presentation.sort(children)
    return [*(Child(name, Group(owner, members)) for name, members in groups), *rest]


def container_of(value: object, expression: str | None = None) -> Container | None:
    """A view of what is inside of ``value``; None when there is nothing to see."""
    if type(value) in _ATOMS:
        return None
    if is_a(value, Group):
        return value
    try:
        container = _view(value)(value, expression)
    except Exception:
        # A class of the program may break any rule; its repr() still shows.
        return None
    return container if container.indexed_count or container.named_count else None


def _view(value: object) -> type[_Attributes]:
    if continuations.is_greenlet(value):
        return _Greenlet
    if is_a(value, Mapping):
        return _Mapping
    if is_a(value, _INDEXED) or is_array(value):
        return _Sequence
    return _Members if is_a(value, (Set, ValuesView)) else _Attributes


def is_array(value: object) -> bool:
    """Whether it is an ``array.array``; nobody has one before the module is loaded."""
    module = sys.modules.get("array")
    return module is not None and is_a(value, module.array)


def _special_names_last(name: object) -> tuple[bool, str]:
    return is_special(name), str(name)


def _attribute_names(value: object) -> list[str]:
    """The names of an object's own data: its ``__dict__``, its slots, what an exception holds."""
    names = dict.fromkeys(getattr(value, "__dict__", ()))
    for kind in bases_of(type(value)):
        # By what the class holds: private names are others there than in its list.
        for slot in slot_names(kind):
            if hasattr(value, slot):
                names[slot] = None
    if is_a(value, BaseException):
        names["args"] = None
    if is_a(value, ModuleType):
        return sorted(names, key=_special_names_last)
    return [name for name in names if isinstance(name, str)]


def slot_names(kind: type) -> list[str]:
    """The names of the slots that a class has made."""
    own = namespace_of(kind)
    if "__slots__" not in own:
        return []
    return [name for name, it in own.items() if is_a(it, MemberDescriptorType)]


def _property_names(value: object, known: list[str]) -> list[str]:
    """The names of what the object's class computes."""
    names: dict[str, bool] = {}
    for kind in bases_of(type(value)):
        for name, attribute in namespace_of(kind).items():
            is_property = is_a(attribute, property) or name_of(type(attribute)) == "cached_property"
            names.setdefault(name, is_property and name not in known and not is_special(name))
    return [name for name, is_shown in names.items() if is_shown]
