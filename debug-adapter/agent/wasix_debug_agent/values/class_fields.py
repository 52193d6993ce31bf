"""What objects have by their class: fields that are written in C, and what is computed.

A field in C is read by its descriptor itself, so that no code of the program is asked for it.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType, GetSetDescriptorType, MemberDescriptorType, ModuleType

from ..conversation.refusal import Refusal
from ..kinds import MISSING, bases_of, class_attribute, is_a, module_of, name_of, namespace_of
from . import foreign_data
from .presentation import is_special
from .rendering import message_of

#: Classes and modules show what they define. To follow the caller of a frame, while a greenlet
#: sleeps in it, can crash the interpreter. Code warns of fields that are to go.
_WITHOUT = (type, ModuleType, FrameType, CodeType)

_OF_C = (MemberDescriptorType, GetSetDescriptorType)

#: What is of no use to anybody, or is what every number has.
_UNTOLD = frozenset(
    "__class__ __dict__ __doc__ __vectorcalloffset__ __weakref__ _b_base_ _b_needsfree_ "
    "_finalizing _objects denominator imag numerator print_file_and_line real".split()
)


def of_class(value: object) -> tuple[dict[str, object], list[str]]:
    """The fields in C that an object may have, by names, each with its descriptor, those of
    bases first; and the names of what its class computes."""
    fields: dict[str, object] = {}
    computed: list[str] = []
    known: set[object] = set()
    has_fields = not is_a(value, _WITHOUT)
    for kind in bases_of(type(value)):
        if kind is object:
            continue
        own = namespace_of(kind)
        # A class in Python makes slots, which are descriptors of the same kind.
        is_of_c = has_fields and "__slots__" not in own
        own_fields = {}
        for name, it in own.items():
            if name in known:
                continue
            known.add(name)
            how = type(it)
            # Not by equality, of which a metaclass may have its own idea.
            is_in_c = how is MemberDescriptorType or how is GetSetDescriptorType
            if is_in_c and (not is_of_c or (name in _UNTOLD and kind is not complex)):
                continue
            is_foreign = has_fields and foreign_data.is_field(it)
            is_read = is_in_c and (how is MemberDescriptorType or _only_reads(kind, name))
            if (is_read or is_foreign) and not foreign_data.follows_pointer(value, name):
                own_fields[name] = it
            elif not is_special(name) and (is_in_c or is_foreign or _is_property(how)):
                computed.append(name)
        fields = own_fields | fields
    return fields, computed


def _is_property(kind: type) -> bool:
    return issubclass(kind, property) or name_of(kind) == "cached_property"


def _only_reads(kind: type, name: str) -> bool:
    """Whether a getter in C does nothing but to look at what it belongs to.

    The standard library's are like that. But files ask those beneath, which may be the
    program's, as do getters under names of the language: for a bound of a type variable, or
    for an abstract function. What a getter of another library does, nobody knows: an array's
    may make another array.
    """
    if is_special(name):
        return kind is BaseException
    library = (module_of(kind) or "").partition(".")[0]
    return library in sys.stdlib_module_names and library != "_io"


def read(field: object, owner: object) -> object:
    """The value of a field by its descriptor; MISSING if it has none now."""
    try:
        return field.__get__(owner, type(owner))
    except Exception:
        return MISSING


def assign(owner: object, name: str, value: object) -> None:
    """Sets an attribute. Raises Refusal for a field that can only be read, and what the
    program's own code raises."""
    try:
        setattr(owner, name, value)
    except AttributeError as error:
        # A frozen data class, for one, raises a kind of its own, which tells more.
        if type(error) is AttributeError and is_a(class_attribute(type(owner), name), _OF_C):
            raise Refusal(f"{name} cannot be set: {message_of(error)}.") from None
        raise
