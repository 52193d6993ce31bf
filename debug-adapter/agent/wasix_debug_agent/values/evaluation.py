"""Running the user's expressions and statements in a frame."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from ..conversation import channel

FILENAME = "<debug console>"
_NEW_VALUE = "__wasix_debug_new_value__"


def globals_of(frame: FrameType | None) -> dict:
    """The global variables of a frame, or of the main module without one."""
    return sys.modules["__main__"].__dict__ if frame is None else frame.f_globals


class Expression:
    """An expression of the user's, ready to be evaluated many times."""

    __slots__ = ("_code", "_has_functions")

    def __init__(self, source: object) -> None:
        """``source`` is text, or its syntax tree. Raises SyntaxError for anything
        but an expression."""
        text = source.strip() if isinstance(source, str) else source
        self._code = compile(text, FILENAME, "eval")
        self._has_functions = any(
            isinstance(constant, CodeType) for constant in self._code.co_consts
        )

    def value(self, frame: FrameType | None, names: dict[str, object] | None = None) -> object:
        """The value in ``frame``, or in the main module without one.

        ``names`` are further variables that it may use.
        """
        if frame is None:
            return eval(self._code, globals_of(frame), names)
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


def assign(target: str, source: str, frame: FrameType | None) -> object:
    """Gives what the expression ``target`` names the value of another; returns it.

    Raises SyntaxError when it names nothing that can be set.
    """
    value = evaluate(source, frame)
    # In parentheses, so that nothing but one target gets through.
    code = compile(f"({target.strip()}\n) = {_NEW_VALUE}", FILENAME, "exec")
    namespace = globals_of(frame)
    if frame is None or frame.f_locals is frame.f_globals:
        namespace[_NEW_VALUE] = value
        try:
            exec(code, namespace)
        finally:
            del namespace[_NEW_VALUE]
    else:
        exec(code, {**namespace, _NEW_VALUE: value}, frame.f_locals)
    return value


def report_failure(what: str, source: str, error: BaseException) -> None:
    """Tells the user that an expression of theirs, which is a ``what``, has failed."""
    channel.tell(f"{what} {source!r} failed: {describe_failure(error)}")


def describe_failure(error: BaseException) -> str:
    """The type and text of what an expression of the user's has raised; never raises."""
    try:
        text = str(error)
    except BaseException as failure:
        text = f"<str() raised {type(failure).__name__}>"
    return f"{type(error).__name__}: {text}"
