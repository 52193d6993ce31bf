"""Exceptions that stop the program, and what there is to say about them."""

from __future__ import annotations

from types import FrameType

from ..code import user_code
from ..conversation.refusal import Cancelled
from ..values.rendering import full_type_name
from .faulty_line import faulty_line_of

# They are raised to end loops and generators, and say nothing about the program.
_CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)

_LONGEST_TEXT = 20_000


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
        #: Whether it is leaving the frame that runs, if any does; else it was raised just now,
        #: or has left all that it could.
        self.is_leaving = mode in ("userUnhandled", "crossing")
        #: Whether nobody has dealt with it.
        self.is_unhandled = mode == "unhandled"
        self._explanation = explanation
        #: A line that is no frame's, above the frames.
        self.faulty_line = faulty_line_of(error)

    def describe(self) -> dict:
        """The protocol's description of it."""
        # Only for those who ask.
        from .exception_description import describe

        description, note = describe(self._error, self._mode)
        explanation = "\n\n".join(text for text in (self._explanation, note) if text)
        if explanation:
            description["explanation"] = explanation
        return description


def headline(error: BaseException) -> str:
    """The exception's type and message in a line."""
    message = message_of(error)
    name = full_type_name(type(error))
    return f"{name}: {message}" if message else name


def message_of(error: BaseException) -> str:
    """The text of an exception, shortened if it is very long; never raises."""
    try:
        return shorten(str(error))
    except Cancelled:
        raise
    except BaseException as failure:
        return f"<str() raised {type(failure).__name__}>"


def shorten(text: str) -> str:
    """The text, with a word on what is left out of a very long one."""
    if len(text) <= _LONGEST_TEXT:
        return text
    return f"{text[:_LONGEST_TEXT]}… ({len(text) - _LONGEST_TEXT} more characters)"
