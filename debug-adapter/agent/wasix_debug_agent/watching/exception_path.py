"""Through which frames an exception has come, from where it was raised."""

from __future__ import annotations

from types import FrameType, TracebackType

from ..code import frames
from ..code.frames import FramePosition


def stack_where_raised(error: BaseException) -> list[FramePosition]:
    """The stack at the place where an exception was raised, innermost first.

    Its outer frames, which the exception has not reached yet, come from the
    running program.
    """
    passed = path_of(error)
    outermost: FrameType | None = passed[-1].frame if passed else None
    return passed + (frames.stack_of(outermost.f_back) if outermost is not None else [])


def path_of(error: BaseException) -> list[FramePosition]:
    """The frames that an exception has come through so far, innermost first."""
    passed = frames.stack_of_traceback(error.__traceback__)
    regrouped = regrouped_at(error)
    return passed if regrouped is None else [regrouped, *passed]


def regrouped_at(error: BaseException) -> FramePosition | None:
    """The frame whose ``except*`` has made the group, which its traceback does not name: what
    the clauses have raised and what none of them took goes on as a new group, and the
    interpreter adds nothing to the traceback where a statement only passes an exception on.

    That frame is where all members were raised or came along. The line is the first one's.
    """
    if not _may_be_regrouped(error):
        return None
    found: FramePosition | None = None
    members = [*error.exceptions]
    seen = {id(member) for member in members}
    for member in members:
        traceback = member.__traceback__
        if traceback is None:
            # Of an ``except*`` inside of that one, in the same frame.
            if not _may_be_regrouped(member):
                return None
            inner = [each for each in member.exceptions if id(each) not in seen]
            members += inner
            seen.update(map(id, inner))
        elif found is None:
            found = FramePosition(traceback.tb_frame, traceback.tb_lineno)
        elif found.frame is not traceback.tb_frame:
            return None
    return found


def _may_be_regrouped(error: BaseException) -> bool:
    """Whether ``except*`` may have made the group: it has no text, and nobody raised it."""
    if type(error) not in (ExceptionGroup, BaseExceptionGroup) or error.message != "":
        return False
    return not _is_raised_by_statement(error.__traceback__)


def _is_raised_by_statement(traceback: TracebackType | None) -> bool:
    """Whether the innermost frame of a traceback stands at a ``raise``."""
    from opcode import opmap

    if traceback is None:
        return False
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code.co_code
    return code[traceback.tb_lasti] == opmap["RAISE_VARARGS"]
