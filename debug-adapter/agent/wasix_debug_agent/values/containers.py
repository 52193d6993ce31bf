"""What is inside of a value: its members and attributes, by pages, lazily."""

from __future__ import annotations

from _collections import OrderedDict, deque
from _collections_abc import Callable, Iterable, Mapping, Set, ValuesView
from itertools import islice
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodWrapperType,
    WrapperDescriptorType,
)

from ..continuations import continuations
from ..conversation.refusal import Cancelled, Refusal
from ..kinds import MISSING, class_attribute, is_a, namespace_of
from . import class_fields, foreign_data, value_paths
from .attribute_names import attribute_names
from .member_names import MemberNames
from .presentation import Presentation, kind_of
from .remarks import failure, remark
from .rendering import render
from .storage import counted, has_members, is_array, is_match

_FUNCTIONS = (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodDescriptorType,
    MethodWrapperType,
    WrapperDescriptorType,
)
_ATOMS = (int, float, str, bool, type(None), type(...), *_FUNCTIONS)
_INDEXED = (list, tuple, deque, range, bytes, bytearray, memoryview)


class Child:
    """A value below another one, as the variables view shows it.

    ``expression`` names it in the frame; None when nothing does. With ``getter``, the
    value is computed by the program's code, and only when the user asks for it. ``kind`` is
    what :func:`presentation.kind_of` tells, for a child that is not sorted by its value.
    """

    __slots__ = ("expression", "getter", "kind", "name", "value")

    def __init__(
        self,
        name: str,
        value: object,
        expression: str | None = None,
        getter: Callable[[], object] | None = None,
        kind: str | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self.value = value
        self.expression = expression
        self.getter = getter


class Container:
    """Something with children. A subclass knows how they are found and set."""

    #: How many children are members of a collection.
    indexed_count = 0
    #: Whether there are children with names, which may be hidden.
    has_named = False

    def indexed(self, start: int, count: int) -> Iterable[Child | dict]:
        """Members from ``start`` on, and remarks on what is missing."""
        return ()

    def named(self, presentation: Presentation) -> list[Child | dict]:
        """Children with names, and remarks on what is missing."""
        return []

    def named_count(self, presentation: Presentation) -> int:
        """How many :func:`named` gives, of what has members, too; no code of the program runs."""
        return len(self.named(presentation))

    def assign(self, name: str, value: object) -> None:
        """Gives the child called ``name`` a new value."""
        raise TypeError("this cannot be changed")


class Group(Container):
    """Some of a container's named children, under a name of their own."""

    def __init__(self, owner: Container, children: list[Child]) -> None:
        #: The container that the children belong to.
        self.owner = owner
        self._children = children
        self.has_named = bool(children)

    def named(self, presentation):
        return self._children

    def assign(self, name, value):
        self.owner.assign(name, value)


class LazyValue(Container):
    """A value that is computed when it is looked at."""

    has_named = True

    def __init__(self, child: Child) -> None:
        self._child = child

    def named(self, presentation):
        child = self._child
        try:
            value = child.getter()
        except Exception as error:
            value = error
        return [Child(child.name, value, child.expression)]


class _Unlisted(Container):
    """What there is to say of a value that does not let itself be looked at."""

    has_named = True

    def __init__(self, error: BaseException) -> None:
        self._remark = failure(error)

    def named(self, presentation):
        return [self._remark]


class _Attributes(Container):
    """An object's own attributes, the fields in C that its class has, and its properties."""

    def __init__(self, value: object, expression: str | None) -> None:
        self._value = value
        self._expression = expression
        self._remarks: list[dict] = []
        self._names = self._asked(attribute_names, value) or []
        fields, computed = class_fields.of_class(value)
        self._fields = {
            name: field
            for name, field in fields.items()
            if name not in self._names and class_fields.read(field, value) is not MISSING
        }
        self._properties = [name for name in computed if name not in self._names]

    @property
    def has_named(self):
        return bool(self._remarks or self._names or self._fields or self._properties)

    def _asked(self, ask: Callable, *arguments: object, what: str = "") -> object:
        """What the program's own code, which may be asked, answers. That it fails is remarked."""
        try:
            return ask(*arguments)
        except Cancelled:
            raise
        except BaseException as error:
            self._remarks.append(failure(error, what))
            return None

    def named(self, presentation):
        values = [(name, self._read(name)) for name in self._names]
        values += [(name, class_fields.read(it, self._value)) for name, it in self._fields.items()]
        own = [
            Child(name, it, self._path(name), kind=kind)
            for (name, it), kind in zip(
                values, self._kinds([name for name, _ in values]), strict=True
            )
            if it is not MISSING
        ]
        return [
            *self._remarks,
            *arrange(self, own, presentation),
            *(
                Child(name, None, self._path(name), lambda name=name: getattr(self._value, name))
                for name in self._properties
            ),
        ]

    def assign(self, name, value):
        class_fields.assign(self._value, name, value)

    def _path(self, attribute: str) -> str | None:
        return value_paths.of_attribute(self._expression, attribute)

    def _kinds(self, names: list[str]) -> Iterable[str | None]:
        """The kinds of attributes, where they are not told by the values that are shown."""
        return [None] * len(names)

    def _read(self, name: str) -> object:
        try:
            return getattr(self._value, name)
        except Exception as error:
            return error


class _Greenlet(_Attributes):
    """A greenlet: what it is doing, before what the program stored in it."""

    has_named = True

    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        # These are what is shown of the others.
        own = namespace_of(continuations.greenlet_module().greenlet)
        self._properties = [name for name in self._properties if name not in own]

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


class _Collection(_Attributes):
    """An object that has members, too."""

    #: The method that gives the members.
    _method: str

    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        size = self._asked(counted, value, self._method, what="len()")
        if size is not None:
            self.indexed_count, _ = size

    def named_count(self, presentation):
        count = len(self._remarks) + len(self._properties)
        names = [*self._names, *self._fields]
        return count + presentation.count(self._kinds(names)) if names else count

    def _kinds(self, names):
        # By what is stored: what is counted is what comes, whatever the program makes of it.
        from .safe_evaluation import attribute

        for name in names:
            try:
                stored = attribute(self._value, name)
            except Refusal:
                stored = None
            yield kind_of(name, stored)


class _Sequence(_Collection):
    _method = "__getitem__"

    def __init__(self, value, expression: str | None) -> None:
        super().__init__(value, expression)
        fields = class_attribute(type(value), "_fields", ())
        if is_a(value, tuple) and is_a(fields, tuple):
            # A named tuple's, which are properties of a kind of their own.
            self._names = [*fields, *self._names]

    def indexed(self, start, count):
        size, kind = counted(self._value, self._method)
        get = kind and kind.__getitem__
        # An expression asks the class.
        has_paths = get in (None, class_attribute(type(self._value), "__getitem__"))
        is_lazy = foreign_data.has_members_behind_pointers(self._value)
        for index in range(start, min(start + count, size)):
            path = value_paths.of_item(self._expression, index) if has_paths else None
            if is_lazy:
                yield Child(f"[{index}]", None, path, lambda index=index: self._value[index])
                continue
            member = self._value[index] if get is None else get(self._value, index)
            yield Child(f"[{index}]", member, path)

    def assign(self, name, value):
        if not name.startswith("["):
            return super().assign(name, value)
        index = name[1:-1]
        if not index.isdecimal():
            raise Refusal(f"There is no member {name}.")
        self._value[int(index)] = value


class _Iterated(_Collection):
    """A collection of which the members come one after the other."""

    def indexed(self, start, count):
        size, kind = counted(self._value, self._method)
        members = iter(self._members(kind))
        position = start
        for member in islice(members, start, start + count):
            yield self._child(position, member)
            position += 1
        if position < min(start + count, size):
            yield remark("cannot be listed", f"len() is {size}, but there are no more")
        elif position >= size and next(members, MISSING) is not MISSING:
            yield remark("…", f"more than {size}, which is what len() is")

    def _members(self, kind: type | None) -> Iterable:
        """All members, as the value gives them, or by the method of a built-in kind."""
        raise NotImplementedError

    def _child(self, position: int, member) -> Child:
        raise NotImplementedError


class _Members(_Iterated):
    _method = "__iter__"

    def _members(self, kind):
        return self._value if kind is None else kind.__iter__(self._value)

    def _child(self, position, member):
        return Child(f"[{position}]", member)


class _Mapping(_Iterated):
    _method = "items"

    def __init__(self, value: Mapping, expression: str | None) -> None:
        super().__init__(value, expression)
        self._member_names = MemberNames()
        self._has_paths = expression is not None and _gives_its_items(type(value))

    def _members(self, kind):
        return self._value.items() if kind is None else kind.items(self._value)

    def _child(self, position, member):
        key, value = member
        name = self._member_names.name(position, key, f"[{render(key)}]")
        path = value_paths.of_item(self._expression, key) if self._has_paths else None
        return Child(name, value, path)

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
    except Cancelled:
        raise
    except BaseException as error:
        # A class of the program may break any rule.
        return _Unlisted(error)
    return container if container.indexed_count or container.has_named else None


def _view(value: object) -> type[_Attributes]:
    if continuations.is_greenlet(value):
        return _Greenlet
    if is_a(value, Mapping):
        return _Mapping
    if is_a(value, memoryview) and not has_members(value):
        return _Attributes
    if is_a(value, _INDEXED) or is_array(value) or is_match(value) or foreign_data.is_array(value):
        return _Sequence
    return _Members if is_a(value, (Set, ValuesView)) else _Attributes
