"""Running the user's expressions and statements in a frame."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

_FILENAME = "<debug console>"


def _globals_of(frame: FrameType | None) -> dict:
    return sys.modules["__main__"].__dict__ if frame is None else frame.f_globals


class Expression:
    """An expression of the user's, ready to be evaluated many times."""

    __slots__ = ("_code", "_has_functions")

    def __init__(self, source: str) -> None:
        """Raises SyntaxError for anything but an expression."""
        self._code = compile(source.strip(), _FILENAME, "eval")
        self._has_functions = any(
            isinstance(constant, CodeType) for constant in self._code.co_consts
        )

    def value(self, frame: FrameType | None, names: dict[str, object] | None = None) -> object:
        """The value in ``frame``, or in the main module without one.

        ``names`` are further variables that it may use.
        """
        if frame is None:
            return eval(self._code, _globals_of(frame), names)
        if names:
            return eval(self._code, {**frame.f_globals, **frame.f_locals, **names})
        # Functions and comprehensions in the expression see only its globals, so
        # the locals are offered there too.
        namespace = frame.f_globals
        if self._has_functions:
            namespace = {**namespace, **frame.f_locals}
        return eval(self._code, namespace, frame.f_locals)


def evaluate(source: str, frame: FrameType | None) -> object:
    """The value of an expression in ``frame``, or in the main module without one."""
    return Expression(source).value(frame)


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
