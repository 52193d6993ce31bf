"""Who goes on when a frame is left: its caller, or whoever awaits it."""

from __future__ import annotations

from _collections_abc import Iterator
from itertools import takewhile
from types import FrameType

from ..code import frames, paths, user_code
from ..code.exception_cleanup import leaves_comprehension
from ..continuations import tasks

# Code flags (Include/cpython/code.h).
_GENERATOR = 0x20
COROUTINE = 0x80 | 0x100
ASYNC_GENERATOR = 0x200
_SUSPENDABLE = _GENERATOR | COROUTINE | ASYNC_GENERATOR

# What RESUME says in its two lower bits of where it stands: from here on, in the loop of a
# ``yield from`` or an ``await`` (Doc/library/dis.rst).
_DELEGATES = 2


def is_stepped_through(frame: FrameType) -> bool:
    """Whether steps pass over the frame: it is a library's, and those do not count, or the
    agent's, or of a library that works for the agent."""
    filename = frame.f_code.co_filename
    return (
        paths.is_agent(filename)
        or user_code.is_skipped(filename)
        or (paths.is_library(filename) and frames.is_agent_at_work(frame))
    )


def user_frame(frame: FrameType) -> FrameType | None:
    """The first frame, from ``frame`` outwards, that steps do not pass over."""
    return caller_of(frame) if is_stepped_through(frame) else frame


def caller_of(frame: FrameType) -> FrameType | None:
    """The first frame outside of ``frame`` that steps do not pass over. That of a task
    is the one that awaits the task, if any does."""
    return next((each for each in _outside(frame) if not is_stepped_through(each)), None)


def coroutines_awaiting(frame: FrameType) -> list[FrameType]:
    """The coroutines between ``frame`` and its caller, all of libraries, that await it."""
    passed = takewhile(is_stepped_through, _outside(frame))
    return [each for each in passed if each.f_code.co_flags & COROUTINE]


def innermost_coroutine(frame: FrameType | None) -> FrameType | None:
    """The coroutine in which ``frame`` runs, which may be itself."""
    while frame is not None and not frame.f_code.co_flags & COROUTINE:
        frame = frame.f_back
    return frame


def _outside(frame: FrameType) -> Iterator[FrameType]:
    """The frames outside of ``frame``, inner ones first: around a task those that await it,
    then those of the event loop."""
    while (outer := frame.f_back) is not None:
        if _is_task_of(frame, outer) and is_stepped_through(outer):
            yield from tasks.frames_awaiting()
        yield outer
        frame = outer


def called_by(frame: FrameType | None, inner: FrameType) -> FrameType | None:
    """Of the stack of ``inner``, what ``frame`` has called; the outermost one when that is
    None. None when ``frame`` is not on that stack, but awaits it."""
    while inner.f_back is not None and inner.f_back is not frame:
        inner = inner.f_back
    return inner if inner.f_back is frame else None


def is_run_by_loop(frame: FrameType, caller: FrameType) -> bool:
    """Whether an event loop runs ``frame``, on whose end ``caller`` waits."""
    while frame is not caller and (outer := frame.f_back) is not None:
        if _is_task_of(frame, outer):
            return outer is not caller
        frame = outer
    return False


def _is_task_of(frame: FrameType, outer: FrameType) -> bool:
    """Whether ``frame`` is the outermost one of a coroutine that ``outer`` runs."""
    flags = frame.f_code.co_flags
    return bool(flags & COROUTINE) and not outer.f_code.co_flags & _SUSPENDABLE


def is_leaving(frame: FrameType) -> bool:
    """Whether the frame stands at the very instruction that leaves it.

    The interpreter may have looked up what to do there before it reports the line or
    the instruction, so events that are asked for at the stop may come too late.
    ``return 1`` is such a line, and so is ``return f()`` once ``f`` has returned.
    """
    from opcode import opname

    if frame.f_lasti < 0:
        return False
    operation = opname[frame.f_code.co_code[frame.f_lasti]]
    if operation == "YIELD_VALUE":
        # Where a coroutine awaits, its caller is the event loop.
        return not frame.f_code.co_flags & (COROUTINE | ASYNC_GENERATOR)
    return operation in ("RETURN_VALUE", "RETURN_CONST")


def is_passing_on(frame: FrameType) -> bool:
    """Whether what has come back to the frame is for others: it runs nothing of its own with it."""
    return is_delegating(frame) or _looks_at_thrown(frame) or leaves_comprehension(frame)


def _looks_at_thrown(frame: FrameType) -> bool:
    """Whether the frame only looks at an exception that has come to it through what it awaits, or
    yields from: one that is no result goes on to who handles it (CLEANUP_THROW in
    Doc/library/dis.rst).
    """
    from opcode import opmap

    return frame.f_lasti >= 0 and frame.f_code.co_code[frame.f_lasti] == opmap["CLEANUP_THROW"]


def is_delegating(frame: FrameType) -> bool:
    """Whether the frame passes on what goes in and out of what it awaits, or yields from,
    and runs nothing of its own."""
    from opcode import opmap

    if frame.f_lasti < 0:
        return False
    code = frame.f_code.co_code
    at = frame.f_lasti
    if code[at] == opmap["YIELD_VALUE"]:
        at += frames.BYTES_PER_INSTRUCTION
    if code[at] == opmap["RESUME"]:
        return code[at + 1] & 3 >= _DELEGATES
    return code[at] in (opmap["SEND"], opmap["JUMP_BACKWARD_NO_INTERRUPT"])
