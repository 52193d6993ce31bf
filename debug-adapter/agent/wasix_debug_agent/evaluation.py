"""Running the user's expressions and statements in a frame."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from . import channel

_FILENAME = "<debug console>"


def _globals_of(frame: FrameType | None) -> dict:
    return sys.modules["__main__"].__dict__ if frame is None else frame.f_globals


class Expression:
    """An expression of the user's, ready to be evaluated many times."""

    __slots__ = ("_code", "_has_functions")

    def __init__(self, source: object) -> None:
        """``source`` is text, or its syntax tree. Raises SyntaxError for anything
        but an expression."""
        text = source.strip() if isinstance(source, str) else source
        self._code = compile(text, _FILENAME, "eval")
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


def report_failure(what: str, source: str, error: BaseException) -> None:
    """Tells the user that an expression of theirs, which is a ``what``, has failed."""
    channel.tell(f"{what} {source!r} failed: {type(error).__name__}: {error}")
