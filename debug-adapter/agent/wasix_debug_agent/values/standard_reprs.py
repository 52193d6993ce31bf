"""How the kinds of the standard library write themselves, bit by bit.

A kind is known by its ``__repr__``, so that subclasses that inherit it are written so, too.
The members are reached by the kind's own methods, whatever a subclass makes of those.
"""

from __future__ import annotations

import sys
from _collections import OrderedDict, defaultdict, deque
from types import (
    FunctionType,
    MappingProxyType,
    MethodType,
    SimpleNamespace,
    WrapperDescriptorType,
)

from ..continuations.continuations import greenlet_module, is_greenlet, state_of
from ..conversation.refusal import Refusal
from ..kinds import (
    bases_of,
    class_attribute,
    is_a,
    module_of,
    name_of,
    namespace_of,
    qualified_name_of,
)
from .safe_texts import kind_in_order

_LONGEST_STRING = 300


def writer_of(value: object):
    """What writes a value of a known kind: a function of a ``rendering.Writer`` and the
    value; None for all other kinds."""
    method = _repr_of(type(value))
    if type(method) is WrapperDescriptorType:
        return _OF_C.get(method) or _of_module(method)
    if type(method) is not FunctionType:
        return None
    if _is_of_data_class(method):
        return _data_class
    # What reprlib makes of one that may come to itself again.
    method = getattr(method, "__wrapped__", method)
    module = method.__module__
    if method.__globals__ is getattr(sys.modules.get(module), "__dict__", None):
        return _OF_PYTHON.get((module, method.__qualname__)) or _of_named_tuple(value, module)
    return None


def text_of_greenlet(value: object, label) -> str | None:
    """The text of a greenlet that has none of its own: with what ``label`` calls it."""
    if not is_greenlet(value) or _repr_of(type(value)) is not greenlet_module().greenlet.__repr__:
        return None
    return f"<{label(value)}: {state_of(value)}, {object.__repr__(value)[1:-1]}>"


def _repr_of(kind: type) -> object:
    return class_attribute(kind, "__repr__", None)


def _list(writer, value, kind=list):
    if not kind.__len__(value):
        return "[]"
    return writer.collection(
        value, "[", "]", lambda: writer.items(kind.__iter__(value), kind.__len__(value))
    )


def _tuple(writer, value):
    size = tuple.__len__(value)
    if not size:
        return "()"
    comma = "," if size == 1 else ""
    return writer.collection(
        value, "(", ")", lambda: writer.items(tuple.__iter__(value), size) + comma
    )


def _dict(writer, value):
    if not dict.__len__(value):
        return "{}"
    return writer.collection(
        value,
        "{",
        "}",
        lambda: writer.items(dict.items(value), dict.__len__(value), writer.pair),
    )


def _ordered_dict(writer, value):
    name = name_of(type(value))
    if not dict.__len__(value):
        return f"{name}()"
    kind = kind_in_order(value) if writer.style.is_safe else OrderedDict
    items = kind.items(value)
    inside = writer.collection(
        value, "{", "}", lambda: writer.items(items, dict.__len__(value), writer.pair)
    )
    return f"{name}({inside})"


def _default_dict(writer, value):
    factory = defaultdict.default_factory.__get__(value)
    return f"{name_of(type(value))}({writer.text(factory)}, {_dict(writer, value)})"


def _set(writer, value):
    kind = set if is_a(value, set) else frozenset
    name = name_of(type(value))
    if not kind.__len__(value):
        return f"{name}()"
    members = writer.collection(
        value, "{", "}", lambda: writer.items(kind.__iter__(value), kind.__len__(value))
    )
    return members if type(value) is set else f"{name}({members})"


def _deque(writer, value):
    longest = deque.maxlen.__get__(value)
    limit = "" if longest is None else f", maxlen={longest}"
    return f"{name_of(type(value))}({_list(writer, value, deque)}{limit})"


def _string(writer, value):
    kind = next(kind for kind in (str, bytes, bytearray) if is_a(value, kind))
    if kind.__len__(value) <= _LONGEST_STRING:
        return kind.__repr__(value)
    return kind.__repr__(kind.__getitem__(value, slice(_LONGEST_STRING))) + "..."


def _namespace(writer, value):
    own = SimpleNamespace.__dict__["__dict__"].__get__(value)
    name = "namespace" if type(value) is SimpleNamespace else name_of(type(value))
    return _fields(writer, value, name, own.items(), len(own))


def _fields(writer, value, name, fields, size):
    return writer.record(
        value,
        name,
        lambda: writer.items(fields, size, lambda field: _field(writer, *field)),
    )


def _field(writer, name, value):
    # A string may be of a class that formats it in a way of its own.
    return f"{str.__str__(name)}={writer.text(value)}"


def _exception(writer, value):
    arguments = BaseException.args.__get__(value)
    return writer.record(
        value, name_of(type(value)), lambda: writer.items(arguments, len(arguments))
    )


def _view(writer, value):
    kind = type(value)
    size = kind.__len__(value)
    members = "[]"
    if size:
        iterator = _members_of_view(writer, value)
        members = writer.collection(value, "[", "]", lambda: writer.items(iterator, size))
    return f"{name_of(kind)}({members})"


def _members_of_view(writer, value):
    kind = type(value)
    method = _UNORDERED.get(kind)
    if method is not None and writer.style.is_safe:
        from gc import get_referents

        [mapping] = get_referents(value)
        if kind_in_order(mapping) is dict:
            return iter(method(mapping))
    return kind.__iter__(value)


def _proxy(writer, value):
    from gc import get_referents

    # There is no other way to what is behind it.
    [mapping] = get_referents(value)
    return f"mappingproxy({writer.text(mapping)})"


def _method(writer, value):
    function = value.__func__
    read = _stored if writer.style.is_safe else getattr
    name = _name_of_function(function, read)
    return f"<bound method {name} of {writer.text(value.__self__)}>"


def _name_of_function(function, read) -> str:
    for attribute in ("__qualname__", "__name__"):
        try:
            name = read(function, attribute)
        except (AttributeError, Refusal):
            continue
        return str.__str__(name) if is_a(name, str) else "?"
    return "?"


def _slice(writer, value):
    return writer.record(
        value, "slice", lambda: writer.items((value.start, value.stop, value.step), 3)
    )


def _partial(writer, value):
    fields = namespace_of(sys.modules["_functools"].partial)
    function, arguments, keywords = (
        fields[name].__get__(value) for name in ("func", "args", "keywords")
    )

    def parts():
        yield writer.text(function)
        if arguments:
            yield writer.items(arguments, len(arguments))
        if keywords:
            items = dict.items(keywords)
            yield writer.items(items, len(items), lambda item: _field(writer, *item))

    kind = type(value)
    name = f"{module_of(kind)}.{qualified_name_of(kind)}"
    return writer.record(value, name, lambda: ", ".join(parts()))


def _array(writer, value):
    kind = sys.modules["array"].array
    typecode = kind.typecode.__get__(value)
    if typecode in "uw" or not kind.__len__(value):
        return writer.leaf(value)
    numbers = writer.collection(
        value, "[", "]", lambda: writer.items(kind.__iter__(value), kind.__len__(value))
    )
    return f"{name_of(type(value))}({typecode!r}, {numbers})"


def _of_module(method):
    """The writer of a kind of a module in C that need not be loaded."""
    for name, kind, write in (("array", "array", _array), ("_functools", "partial", _partial)):
        module = sys.modules.get(name)
        if module is not None and getattr(module, kind).__repr__ is method:
            return write
    return None


# The views of dictionaries of both kinds, which have no names of their own.
_VIEWS = [
    type(view)
    for mapping in ({}, OrderedDict())
    for view in (mapping.keys(), mapping.values(), mapping.items())
]

# Views of ordered dictionaries, and what gives the same of any other.
_UNORDERED = dict(zip(_VIEWS[3:], (dict.keys, dict.values, dict.items), strict=True))

_OF_C = {
    list.__repr__: _list,
    tuple.__repr__: _tuple,
    dict.__repr__: _dict,
    OrderedDict.__repr__: _ordered_dict,
    defaultdict.__repr__: _default_dict,
    set.__repr__: _set,
    frozenset.__repr__: _set,
    deque.__repr__: _deque,
    str.__repr__: _string,
    bytes.__repr__: _string,
    bytearray.__repr__: _string,
    SimpleNamespace.__repr__: _namespace,
    BaseException.__repr__: _exception,
    MappingProxyType.__repr__: _proxy,
    MethodType.__repr__: _method,
    slice.__repr__: _slice,
    **{view.__repr__: _view for view in _VIEWS},
}


def _counter(writer, value):
    if not dict.__len__(value):
        return f"{name_of(type(value))}()"
    counts = [*dict.items(value)]
    if all(type(count) is int for _, count in counts):
        counts.sort(key=lambda item: -item[1])
    inside = writer.collection(
        value, "{", "}", lambda: writer.items(counts, len(counts), writer.pair)
    )
    return f"{name_of(type(value))}({inside})"


def _chain_map(writer, value):
    maps = _stored(value, "maps")
    if not is_a(maps, list):
        return writer.leaf(value)
    return writer.record(
        value,
        name_of(type(value)),
        lambda: writer.items(list.__iter__(maps), list.__len__(maps)),
    )


def _user_data(writer, value):
    return writer.text(_stored(value, "data"))


def _mapping_view(writer, value):
    mapping = _stored(value, "_mapping")
    return writer.record(value, name_of(type(value)), lambda: writer.text(mapping))


def _enum_member(writer, value):
    kind = type(value)
    if class_attribute(kind, "_value_repr_", None) is not None:
        return writer.leaf(value)
    return f"<{name_of(kind)}.{_stored(value, '_name_')}: {writer.text(_stored(value, '_value_'))}>"


_OF_PYTHON = {
    ("collections", "Counter.__repr__"): _counter,
    ("collections", "ChainMap.__repr__"): _chain_map,
    ("collections", "UserDict.__repr__"): _user_data,
    ("collections", "UserList.__repr__"): _user_data,
    ("collections", "UserString.__repr__"): _user_data,
    ("collections.abc", "MappingView.__repr__"): _mapping_view,
    ("enum", "Enum.__repr__"): _enum_member,
}


def _stored(value: object, name: str) -> object:
    from .safe_evaluation import attribute

    return attribute(value, name)


def _of_named_tuple(value: object, module: str):
    fields = namespace_of(_owner_of_repr(type(value))).get("_fields")
    if module != "collections" or not is_a(value, tuple) or not is_a(fields, tuple):
        return None
    return _named_tuple


def _owner_of_repr(kind: type) -> type:
    """The class whose text a value of a kind has: it may have other fields than the kind."""
    return next(base for base in bases_of(kind) if "__repr__" in namespace_of(base))


def _named_tuple(writer, value):
    fields = namespace_of(_owner_of_repr(type(value)))["_fields"]
    pairs = zip(fields, tuple.__iter__(value), strict=False)
    return _fields(writer, value, name_of(type(value)), pairs, tuple.__len__(value))


def _is_of_data_class(method: FunctionType) -> bool:
    """Whether the module dataclasses has made the method, in a text without a file."""
    wrapped = getattr(method, "__wrapped__", None)
    return (
        type(wrapped) is FunctionType
        and wrapped.__code__.co_filename == "<string>"
        and method.__name__ == "__repr__"
        and "dataclasses" in sys.modules
    )


def _data_class(writer, value):
    kind = type(value)
    fields = [
        name
        for name, field in namespace_of(_owner_of_repr(kind))["__dataclass_fields__"].items()
        if field.repr and field._field_type is sys.modules["dataclasses"]._FIELD
    ]
    read = _stored if writer.style.is_safe else getattr
    pairs = ((name, read(value, name)) for name in fields)
    return _fields(writer, value, qualified_name_of(kind), pairs, len(fields))
