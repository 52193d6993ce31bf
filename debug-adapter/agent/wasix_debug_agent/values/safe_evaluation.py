"""Values of expressions without running any code of the program, for hovers."""

from __future__ import annotations

import builtins
import sys
from _collections import _tuplegetter, deque
from types import (
    FrameType,
    FunctionType,
    GetSetDescriptorType,
    MappingProxyType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)

from ..conversation.refusal import Refusal
from ..kinds import MISSING as _MISSING
from ..kinds import class_attribute, is_a
from . import evaluation, foreign_data

_INDEXED = (list, tuple, str, bytes, bytearray, range, deque)
_KEYS = (str, bytes, int, float, bool, type(None))


def evaluate(source: str, frame: FrameType | None) -> object:
    """The value of a variable, its attributes and items.

    Raises Refusal for anything that would run code, NameError and LookupError as usual.
    """
    try:
        tree = evaluation.parse(source.strip(), "eval", frame)
    except SyntaxError:
        raise Refusal("This is no expression.") from None
    return value_of(tree.body, frame)


def value_of(node: object, frame: FrameType | None) -> object:
    """As :func:`evaluate`, for the tree of an expression."""
    kind = type(node).__name__
    if kind == "Name":
        return _variable(node.id, frame)
    if kind == "Constant":
        return node.value
    if kind == "Attribute":
        return attribute(value_of(node.value, frame), node.attr)
    if kind == "Subscript":
        return _item(value_of(node.value, frame), value_of(node.slice, frame))
    if kind == "UnaryOp" and type(node.op).__name__ == "USub":
        operand = value_of(node.operand, frame)
        if type(operand) in (int, float):
            return -operand
    raise Refusal("A hover shows only variables, attributes and items: it runs no code.")


def _variable(name: str, frame: FrameType | None) -> object:
    namespaces = [evaluation.globals_of(frame), vars(builtins)]
    if frame is not None:
        namespaces.insert(0, frame.f_locals)
    for namespace in namespaces:
        # The body of a class may have a mapping of the program's.
        if is_a(namespace, dict):
            if dict.__contains__(namespace, name):
                return dict.__getitem__(namespace, name)
        elif type(namespace) is not _FrameLocals:
            raise Refusal("The variables of this frame are kept by code of the program.")
        elif name in namespace:
            return namespace[name]
    raise NameError(f"name '{name}' is not defined")


_FrameLocals = type((lambda: sys._getframe().f_locals)())
# Implemented in C: a field of an object, or what is made of its fields.
_OF_C = (MemberDescriptorType, GetSetDescriptorType, _tuplegetter)


def attribute(owner: object, name: str) -> object:
    """An attribute as it is stored, or as C gives it. Raises Refusal for one that code of
    the program computes."""
    of_kind = class_attribute(type(owner), name)
    if foreign_data.follows_pointer(owner, name):
        raise Refusal(f"{name} is what a pointer leads to: it is read when it is evaluated.")
    if is_a(of_kind, _OF_C) or foreign_data.is_field(of_kind):
        try:
            return of_kind.__get__(owner, type(owner))
        except AttributeError:
            raise _missing(name) from None
    if class_attribute(type(of_kind), "__set__") is not _MISSING:
        raise Refusal(f"{name} is computed by code of the program.")
    if is_a(owner, type):
        found = class_attribute(owner, name)
        stored = found if found is not _MISSING else of_kind
    elif is_a(owner, ModuleType):
        stored = own_attributes(owner).get(name, _MISSING)
    else:
        stored = own_attributes(owner).get(name, _MISSING)
        if stored is _MISSING:
            stored = MethodType(of_kind, owner) if is_a(of_kind, FunctionType) else of_kind
            if _is_computed(stored):
                raise Refusal(f"{name} is computed by code of the program.")
    if stored is _MISSING:
        raise _missing(name)
    return stored


def _is_computed(stored: object) -> bool:
    """Whether what a class holds is asked by way of an instance, and is the program's."""
    getter = class_attribute(type(stored), "__get__")
    return is_a(getter, FunctionType)


def _missing(name: str) -> Refusal:
    return Refusal(f"There is no attribute {name} that could be read without running code.")


def own_attributes(owner: object) -> dict:
    """What is stored under names in an object itself."""
    descriptor = class_attribute(type(owner), "__dict__", None)
    if not is_a(descriptor, (GetSetDescriptorType, MemberDescriptorType)):
        return vars(owner) if is_a(owner, ModuleType) else {}
    own = descriptor.__get__(owner)
    return own if is_a(own, (dict, MappingProxyType)) else {}


def _item(owner: object, key: object) -> object:
    kind = next((kind for kind in (*_INDEXED, dict) if is_a(owner, kind)), None)
    keys = _KEYS if kind is dict else (int,)
    if kind is None or type(key) not in keys:
        raise Refusal("Items of this kind are not looked up without running code.")
    if class_attribute(type(owner), "__getitem__") is not kind.__getitem__:
        raise Refusal("Items of this kind are looked up by code of the program.")
    if kind is not dict:
        return kind.__getitem__(owner, key)
    # Not by its own method, which makes what is missing.
    item = dict.get(owner, key, _MISSING)
    if item is _MISSING:
        raise KeyError(key)
    return item
