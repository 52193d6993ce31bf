"""``repr()`` of values of which the text is in C, or in the standard library, as long as no code
of the program runs for it; else what every object is called."""

from __future__ import annotations

import sys
from _collections import OrderedDict
from _weakref import ReferenceType
from types import BuiltinFunctionType, FunctionType, ModuleType, WrapperDescriptorType

from ..conversation.refusal import Refusal
from ..kinds import MISSING, bases_of, class_attribute, is_a, module_of, name_of, namespace_of
from .attribute_names import slot_names

_ATOMS = (int, float, complex, str, bytes, bool, type(None))
_DEEPEST = 4
# Types that are written in C (Include/object.h).
_IMMUTABLE = 1 << 8
_flags_of = type.__dict__["__flags__"].__get__
#: Modules of the standard library whose values consist of numbers and strings.
_HARMLESS = ("datetime", "_pydatetime", "fractions", "ipaddress", "pathlib", "uuid", "zoneinfo")


def text_without_code(value: object) -> str:
    """The text of a value, found without running code of the program."""
    if is_a(value, type):
        return type.__repr__(value)
    method = class_attribute(type(value), "__repr__", None)
    return method(value) if _is_safe(value, method) else object.__repr__(value)


def kind_in_order(value: OrderedDict) -> type:
    """The kind by which to go through an ordered dictionary: its own order takes hashing of its
    keys, which may be the program's."""
    return OrderedDict if all(map(_is_atom, dict.__iter__(value))) else dict


def _is_safe(value: object, method: object, depth: int = 0) -> bool:
    """Whether no code of the program runs for the text that a ``__repr__`` gives of a value."""
    if type(method) is WrapperDescriptorType:
        kind = method.__objclass__
        # By what made the method: a subclass has a name of its own.
        asks = _ASKING.get(name_of(kind))
        if asks is not None:
            return asks(value, kind, depth)
        if is_a(value, tuple) and kind is not tuple:
            # What has the fields of a structure in C.
            return all(map(_is_atom, tuple.__iter__(value)))
        return True
    return _is_of_library(type(value), method) and _is_plain(value, depth)


def _is_of_library(kind: type, method: object) -> bool:
    """Whether both the kind and its text are the standard library's."""
    if type(method) is not FunctionType:
        return False
    modules = (module_of(kind), method.__module__)
    if not all(type(module) is str for module in modules):
        return False
    of_kind, of_method = (module.partition(".")[0] for module in modules)
    return of_kind in _HARMLESS and of_method in (*_HARMLESS, "enum")


def _is_atom(value: object) -> bool:
    return type(value) in _ATOMS


def _is_plain(value: object, depth: int) -> bool:
    """Whether a value of the library's consists of what has no code of the program's."""
    return all(_is_plain_part(part, depth + 1) for part in _parts(value))


def _is_plain_part(value: object, depth: int) -> bool:
    kind = type(value)
    if kind in _ATOMS or is_a(value, type):
        return True
    if depth > _DEEPEST:
        return False
    if kind in (list, tuple):
        return all(_is_plain_part(part, depth + 1) for part in value)
    return _is_safe(value, class_attribute(kind, "__repr__", None), depth)


def _parts(value: object) -> list:
    from .safe_evaluation import own_attributes

    parts = [*own_attributes(value).values()]
    for kind in bases_of(type(value)):
        for name in slot_names(kind):
            try:
                parts.append(namespace_of(kind)[name].__get__(value))
            except AttributeError:
                continue
    return parts


def _never(value: object, kind: type, depth: int) -> bool:
    return False


def _by_fields(*names: str):
    """For a kind whose text has that of some of its fields in C."""

    def asks(value: object, kind: type, depth: int) -> bool:
        fields = (namespace_of(kind)[name].__get__(value) for name in names)
        return all(_is_plain_part(field, depth + 1) for field in fields)

    return asks


def _by_referents(value: object, kind: type, depth: int) -> bool:
    from gc import get_referents

    return all(it is kind or _is_plain_part(it, depth + 1) for it in get_referents(value))


def _by_function(value: object, kind: type, depth: int) -> bool:
    wrapped = namespace_of(kind)["__func__"].__get__(value)
    return type(wrapped) in (FunctionType, BuiltinFunctionType)


def _timezone(value: object, kind: type, depth: int) -> bool:
    parts = kind.__getinitargs__(value)
    return all(_is_plain_part(part, depth + 1) for part in parts)


def _zone_info(value: object, kind: type, depth: int) -> bool:
    return type(value) is kind and _is_atom(kind.key.__get__(value))


def _reference(value: object, kind: type, depth: int) -> bool:
    """A weak reference tells the name of what it is to, if that has one."""
    target = ReferenceType.__call__(value)
    of_kind = type(target)
    if target is None or of_kind in (FunctionType, BuiltinFunctionType, type):
        return True
    getter = class_attribute(of_kind, "__getattribute__")
    is_computed = class_attribute(of_kind, "__getattr__") is not MISSING
    has_name = class_attribute(of_kind, "__name__") is not MISSING
    return getter is object.__getattribute__ and not is_computed and not has_name


def _module(value: object, kind: type, depth: int) -> bool:
    """The import system asks a module what it is, and may ask who has loaded it."""
    from .safe_evaluation import own_attributes

    if type(value) is not ModuleType:
        return False
    own = own_attributes(value)
    spec = own.get("__spec__")
    if spec is None:
        names = ("__name__", "__file__", "__loader__")
        is_asked = "__getattr__" in own or "__spec__" not in own
        return not is_asked and all(_is_atom(own.get(name)) for name in names)
    if type(spec) is not type(sys.__spec__):
        return False
    found = own_attributes(spec)
    if not all(_is_atom(found.get(name)) for name in ("name", "origin", "_set_fileattr")):
        return False
    loader = class_attribute(type(found.get("loader")), "__repr__")
    return found.get("origin") is not None or loader in (object.__repr__, type(None).__repr__)


def _file(value: object, kind: type, depth: int) -> bool:
    """A file asks those beneath for its name."""
    from .safe_evaluation import attribute, own_attributes

    while True:
        kind = type(value)
        if module_of(kind) != "_io" or not _flags_of(kind) & _IMMUTABLE:
            return False
        if not all(map(_is_atom, own_attributes(value).values())):
            return False
        beneath = next((name for name in ("buffer", "raw") if name in namespace_of(kind)), None)
        if beneath is None:
            return True
        try:
            value = attribute(value, beneath)
        except (Refusal, ValueError):
            return False


# Kinds in C, by their names, that ask for the text of what is inside: whether that is harmless.
_ASKING = {
    "ContextVar": _never,
    "Future": _never,
    "GenericAlias": _never,
    "ParamSpecArgs": _never,
    "ParamSpecKwargs": _never,
    "Task": _never,
    "Token": _never,
    "UnionType": _never,
    # The same from 3.14 on, and template strings.
    "Union": _never,
    "Interpolation": _by_fields("value"),
    "Template": _by_fields("interpolations"),
    **dict.fromkeys(("attrgetter", "itemgetter", "methodcaller", "count", "repeat"), _by_referents),
    **dict.fromkeys(("classmethod", "staticmethod"), _by_function),
    **dict.fromkeys(("datetime", "time"), _by_fields("tzinfo")),
    **dict.fromkeys(
        ("BufferedRandom", "BufferedReader", "BufferedWriter", "FileIO", "TextIOWrapper"), _file
    ),
    "Element": _by_fields("tag"),
    "Pattern": _by_fields("pattern"),
    "ReferenceType": _reference,
    "ZoneInfo": _zone_info,
    "module": _module,
    "timezone": _timezone,
}
