"""Exceptions that stop the program, and what there is to say about them."""

from __future__ import annotations

from types import FrameType

from ..code import user_code
from ..conversation.refusal import Cancelled
from ..values.rendering import full_type_name

# They are raised to end loops and generators, and say nothing about the program.
_CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)


def is_news(error: BaseException, frame: FrameType) -> bool:
    """Whether an exception is being raised in ``frame``, rather than passing through: in the
    frame itself, or in code that is skipped and that it called."""
    if is_control_flow(error):
        return False
    traceback = error.__traceback__
    while traceback is not None:
        inner = traceback.tb_frame
        if inner is not frame and not user_code.is_skipped(inner.f_code.co_filename):
            return False
        traceback = traceback.tb_next
    return True


def is_control_flow(error: BaseException) -> bool:
    """Whether an exception is how Python ends a loop or a generator."""
    return isinstance(error, _CONTROL_FLOW)


class StopAtException:
    """An exception at which the program stands, and what to tell about it."""

    def __init__(self, error: BaseException, mode: str, explanation: str) -> None:
        self._error = error
        self._mode = mode
        self._explanation = explanation

    def describe(self) -> dict:
        """The protocol's description of it."""
        description = describe(self._error, self._mode)
        if self._explanation:
            description["explanation"] = self._explanation
        return description


def headline(error: BaseException) -> str:
    """The exception's type and message in a line."""
    message = _message(error)
    name = full_type_name(type(error))
    return f"{name}: {message}" if message else name


def describe(error: BaseException, mode: str) -> dict:
    """All about an exception, with those that led to it. ``mode``: the protocol's break mode."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {
        "typeName": type(error).__qualname__,
        "fullTypeName": full_type_name(type(error)),
        "message": _message(error),
        "breakMode": mode,
        "stackTrace": _format(error),
        "inner": [] if cause is None or cause is error else [describe(cause, mode)],
    }


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Cancelled:
        raise
    except BaseException as failure:
        return f"<str() raised {type(failure).__name__}>"


def _format(error: BaseException) -> str:
    # Only now: traceback imports much that the program may not need.
    from traceback import format_exception

    try:
        return "".join(format_exception(error, chain=False))
    except Cancelled:
        raise
    except BaseException:
        return ""
