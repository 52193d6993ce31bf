"""Whether text of the user's asks for context variables (PEP 567) itself."""

from __future__ import annotations

from _contextvars import ContextVar, copy_context
from types import BuiltinMethodType, FrameType

from ..kinds import is_a
from . import console, safe_evaluation
from .syntax_trees import all_nodes

_METHODS = ("get", "set", "reset")


def asks_for_context_variables(source: str, frame: FrameType | None) -> bool:
    """Whether statements, or an expression, read or set context variables of the frame by
    themselves. What the code does that they call cannot be told without running it."""
    try:
        tree = console.parse(source.strip("\n"), frame)
    except SyntaxError:
        # Whoever runs it says so.
        return False
    return any(_asks(node, frame) for node in all_nodes(tree))


def _asks(node: object, frame: FrameType | None) -> bool:
    kind = type(node).__name__
    if kind == "Attribute" and node.attr in _METHODS and _is_variable(node.value, frame):
        return True
    if kind not in ("Name", "Attribute", "Subscript"):
        return False
    value = _value(node, frame)
    if value is copy_context:
        return True
    # A method that was kept under a name of its own.
    return type(value) is BuiltinMethodType and is_a(value.__self__, ContextVar)


def _is_variable(node: object, frame: FrameType | None) -> bool:
    return is_a(_value(node, frame), ContextVar)


def _value(node: object, frame: FrameType | None) -> object:
    try:
        return safe_evaluation.value_of(node, frame)
    # Whatever it is, it takes code of the program, or is not there yet.
    except Exception:
        return None
