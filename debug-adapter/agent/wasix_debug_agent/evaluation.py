"""Running the user's expressions and statements in a frame."""

from __future__ import annotations

import sys
from types import FrameType

_FILENAME = "<debug console>"


def _globals_of(frame: FrameType | None) -> dict:
    return sys.modules["__main__"].__dict__ if frame is None else frame.f_globals


def evaluate(expression: str, frame: FrameType | None) -> object:
    """The value of an expression in ``frame``, or in the main module without one.

    Raises SyntaxError for anything but an expression, and what it raises itself.
    """
    code = compile(expression.strip(), _FILENAME, "eval")
    if frame is None:
        return eval(code, _globals_of(frame))
    # Functions inside the expression see only its globals, so the locals are
    # offered there too.
    return eval(code, {**frame.f_globals, **frame.f_locals}, frame.f_locals)


def execute(source: str, frame: FrameType | None) -> object:
    """Runs what was typed at the console; the value if it is an expression, else None."""
    try:
        compile(source.strip(), _FILENAME, "eval")
    except SyntaxError:
        code = compile(source, _FILENAME, "exec")
        namespace = _globals_of(frame)
        exec(code, namespace, namespace if frame is None else frame.f_locals)
        return None
    return evaluate(source, frame)


_OPERATORS = {
    "==": int.__eq__,
    ">=": int.__ge__,
    "<=": int.__le__,
    ">": int.__gt__,
    "<": int.__lt__,
    "%": lambda hits, number: number > 0 and hits % number == 0,
}


def hit_count_matches(condition: str, hits: int) -> bool:
    """Whether ``hits`` meets a hit condition: ``5``, ``>= 5``, ``% 3`` and the like.

    A number alone means that very hit; text of no such form always holds.
    """
    text = condition.strip()
    operator = next((symbol for symbol in _OPERATORS if text.startswith(symbol)), "")
    try:
        number = int(text[len(operator) :])
    except ValueError:
        return True
    return _OPERATORS[operator or "=="](hits, number)
