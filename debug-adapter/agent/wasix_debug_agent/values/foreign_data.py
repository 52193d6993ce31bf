"""Data of ctypes: the fields of structures, the members of arrays, and what pointers lead to.

WebAssembly ends a program that reads where it has no memory, and a pointer can lead anywhere:
nobody follows one just because it is shown.
"""

from __future__ import annotations

import sys

from ..kinds import bases_of, class_attribute, is_a, module_of, name_of, namespace_of

#: The codes of types whose values are what their pointers lead to: a text, a wide one, an object.
_POINTER_CODES = ("z", "Z", "O")


def is_field(descriptor: object) -> bool:
    """Whether it is what a structure or union has in its class for a field."""
    kind = type(descriptor)
    return name_of(kind) == "CField" and module_of(kind) in ("_ctypes", "ctypes")


def array_kind() -> type | None:
    """The base of all arrays; nobody has one before the module is loaded."""
    module = sys.modules.get("_ctypes")
    return None if module is None else module.Array


def is_array(value: object) -> bool:
    kind = array_kind()
    return kind is not None and is_a(value, kind)


def has_members_behind_pointers(value: object) -> bool:
    """Whether an array gives its members by following pointers."""
    return is_array(value) and _is_pointer(class_attribute(type(value), "_type_"))


def follows_pointer(owner: object, name: str) -> bool:
    """Whether an attribute of C's is read where a pointer of its owner leads to."""
    module = sys.modules.get("_ctypes")
    if module is None:
        return False
    kind = type(owner)
    if issubclass(kind, module._SimpleCData):
        return name == "value" and _is_pointer(kind)
    if issubclass(kind, module._Pointer):
        return name == "contents"
    if issubclass(kind, (module.Structure, module.Union)):
        return is_field(class_attribute(kind, name)) and _is_field_behind_pointer(kind, name)
    return False


def _is_pointer(kind: object) -> bool:
    return is_a(kind, type) and class_attribute(kind, "_type_") in _POINTER_CODES


def _is_field_behind_pointer(kind: type, name: str) -> bool:
    for base in bases_of(kind):
        own = namespace_of(base)
        fields = dict(field[:2] for field in own.get("_fields_", ()))
        if name in fields:
            return _is_pointer(fields[name])
        # Those of a structure without a name are its owner's, too.
        for inner in own.get("_anonymous_", ()):
            if is_field(class_attribute(fields[inner], name)):
                return _is_field_behind_pointer(fields[inner], name)
    return False
