"""Jumping: the innermost frame of the active continuation goes on at another line."""

from __future__ import annotations

from types import FrameType

from ..code import code_registry, paths
from ..code.file_identity import identity
from ..conversation import channel
from ..conversation.refusal import Refusal

NOT_AT_A_LINE = (
    "Python can jump only from where a line begins, and the program stands inside of one: "
    "step to the next line first."
)

# CPython's words for a frame that stands anywhere but where a line begins.
_REFUSALS = (
    "can only jump from a 'line' trace event",
    "can't jump during a call",
    "f_lineno can only be set in a trace function",
)


def target(frame: FrameType, path: str, line: int) -> int | None:
    """The first line from ``line`` on at which ``frame`` could go on; None when the
    rest of the file is not its code."""
    if identity(paths.normalize(frame.f_code.co_filename)) != identity(paths.normalize(path)):
        return None
    lines = (each for each in code_registry.lines_of(frame.f_code) if each >= line)
    return min(lines, default=None)


def jump(frame: FrameType, line: int) -> None:
    """Makes ``frame`` go on at ``line``, for whose beginning there is no event then.

    Raises Refusal where CPython does not allow that.
    """
    # Only now: the program may not need it.
    import warnings

    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            frame.f_lineno = line
    except ValueError as error:
        if str(error).startswith(_REFUSALS):
            raise Refusal(NOT_AT_A_LINE) from None
        raise Refusal(f"Python cannot jump to line {line}: {error}.") from None
    for warning in caught:
        channel.tell(f"Jump to line {line}: {warning.message}.")
