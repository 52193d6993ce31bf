"""Values of expressions without running any code of the program, for hovers."""

from __future__ import annotations

import builtins
from _collections import deque
from types import FrameType, FunctionType, MemberDescriptorType, MethodType, ModuleType

from ..conversation.refusal import Refusal
from ..kinds import is_a
from . import evaluation

_ONLY_TREE = 0x400
_INDEXED = (list, tuple, str, bytes, bytearray, range, deque)
_KEYS = (str, bytes, int, float, bool, type(None))
_MISSING = object()


def evaluate(source: str, frame: FrameType | None) -> object:
    """The value of a variable, its attributes and items.

    Raises Refusal for anything that would run code, NameError and LookupError as usual.
    """
    try:
        tree = compile(source.strip(), evaluation.FILENAME, "eval", _ONLY_TREE)
    except SyntaxError:
        raise Refusal("This is no expression.") from None
    return _value(tree.body, frame)


def _value(node: object, frame: FrameType | None) -> object:
    kind = type(node).__name__
    if kind == "Name":
        return _variable(node.id, frame)
    if kind == "Constant":
        return node.value
    if kind == "Attribute":
        return attribute(_value(node.value, frame), node.attr)
    if kind == "Subscript":
        return _item(_value(node.value, frame), _value(node.slice, frame))
    if kind == "UnaryOp" and type(node.op).__name__ == "USub":
        operand = _value(node.operand, frame)
        if type(operand) in (int, float):
            return -operand
    raise Refusal("A hover shows only variables, attributes and items: it runs no code.")


def _variable(name: str, frame: FrameType | None) -> object:
    namespaces = [evaluation.globals_of(frame), vars(builtins)]
    if frame is not None:
        namespaces.insert(0, frame.f_locals)
    for namespace in namespaces:
        if name in namespace:
            return namespace[name]
    raise NameError(f"name '{name}' is not defined")


def attribute(owner: object, name: str) -> object:
    """An attribute as it is stored. Raises Refusal for one that is computed."""
    if is_a(owner, type):
        stored = class_attribute(owner, name)
    elif is_a(owner, ModuleType):
        stored = vars(owner).get(name, _MISSING)
    else:
        stored = _instance_attribute(owner, name)
    if stored is _MISSING:
        raise Refusal(f"There is no attribute {name} that could be read without running code.")
    return stored


def class_attribute(kind: type, name: str, default: object = _MISSING) -> object:
    """An attribute of a class as it is stored there or in a base; else ``default``."""
    for base in kind.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return default


def _instance_attribute(owner: object, name: str) -> object:
    of_class = class_attribute(type(owner), name)
    if is_a(of_class, MemberDescriptorType):
        try:
            return of_class.__get__(owner)
        except AttributeError:
            return _MISSING
    if hasattr(type(of_class), "__set__"):
        raise Refusal(f"{name} is computed by code of the program.")
    try:
        own = object.__getattribute__(owner, "__dict__")
    except AttributeError:
        own = {}
    if name in own:
        return own[name]
    return MethodType(of_class, owner) if is_a(of_class, FunctionType) else of_class


def _item(owner: object, key: object) -> object:
    is_plain = type(owner) in _INDEXED and type(key) is int
    if not is_plain and not (is_a(owner, dict) and type(key) in _KEYS):
        raise Refusal("Items of this kind are not looked up without running code.")
    if is_a(owner, dict):
        return dict.__getitem__(owner, key)
    return owner[key]
