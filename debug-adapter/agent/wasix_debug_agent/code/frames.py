"""Frames of the program, as opposed to those of the agent."""

from __future__ import annotations

import sys
from _collections_abc import Iterable, Iterator
from types import FrameType, TracebackType

from . import paths, user_code

#: What ``f_lasti`` counts in.
BYTES_PER_INSTRUCTION = 2

# More frames of libraries than the agent ever has above its own.
_DEEPEST_AGENT = 100


class FramePosition:
    """A frame and the line at which to show it."""

    __slots__ = ("frame", "line", "context")

    def __init__(self, frame: FrameType, line: int, context: int | None = None) -> None:
        self.frame = frame
        self.line = line
        #: The continuation that it is of, where another one's stack shows it.
        self.context = context

    def location(self) -> dict:
        """The protocol's location of the line."""
        return paths.location(self.frame.f_code.co_filename, self.line)


def program_frame(frame: FrameType | None) -> FrameType | None:
    """The first frame, from ``frame`` outwards, that is not the agent's."""
    while frame is not None and paths.is_agent(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def current_program_frame() -> FrameType | None:
    """The innermost frame of the program that is running now."""
    return program_frame(sys._getframe(1))


def is_run_by_agent(frame: FrameType | None) -> bool:
    """Whether the agent runs the code of ``frame``, to find out or to do something."""
    while frame is not None:
        if paths.is_agent(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


def is_agent_at_work(frame: FrameType | None) -> bool:
    """Whether the agent's own code stands at ``frame``, or a library's that it has called, and
    no code of anybody else's: it may be in the middle of a change, or of an import."""
    for _ in range(_DEEPEST_AGENT):
        if frame is None:
            return False
        filename = frame.f_code.co_filename
        if paths.is_agent(filename):
            return True
        if not paths.is_library(filename):
            return False
        frame = frame.f_back
    return False


def stack_of(frame: FrameType | None) -> list[FramePosition]:
    """The stack from ``frame`` outwards, without the agent's frames."""
    return list(positions(frame))


def positions(frame: FrameType | None) -> Iterator[FramePosition]:
    """The frames of such a stack, one after the other."""
    while frame is not None:
        if not paths.is_agent(frame.f_code.co_filename):
            yield FramePosition(frame, frame.f_lineno or 0)
        frame = frame.f_back


def stack_of_traceback(traceback: TracebackType | None) -> list[FramePosition]:
    """The stack at the place where an exception was raised, innermost first."""
    stack = []
    while traceback is not None:
        if not paths.is_agent(traceback.tb_frame.f_code.co_filename):
            stack.append(FramePosition(traceback.tb_frame, traceback.tb_lineno))
        traceback = traceback.tb_next
    stack.reverse()
    return stack


def place_of_user(stack: Iterable[FramePosition]) -> FramePosition | None:
    """Where a stack, innermost frame first, stands in the user's code, or at all if there is
    none; None for an empty stack."""
    innermost = None
    for position in stack:
        if user_code.is_user_code(position.frame.f_code.co_filename):
            return position
        innermost = innermost or position
    return innermost


def frame_of_user(stack: list[FrameType]) -> FrameType | None:
    """Of the frames of a stack, outermost first, the innermost one of the user's, or of all if
    there is none."""
    for frame in reversed(stack):
        if user_code.is_user_code(frame.f_code.co_filename):
            return frame
    return stack[-1] if stack else None


def from_user(stack: list[FramePosition]) -> list[FramePosition]:
    """The stack from there on where it stands in the user's code."""
    return stack[stack.index(place_of_user(stack)) :] if stack else stack


def outermost_of_user(frame: FrameType) -> FrameType:
    """The user's frame nearest to the bottom of a stack, or the bottom if there is none."""
    bottom = frame
    found = None
    while bottom is not None:
        if user_code.is_user_code(bottom.f_code.co_filename):
            found = bottom
        frame, bottom = bottom, bottom.f_back
    return found or frame


def suspended_frame(greenlet: object) -> FrameType | None:
    """The frame of the program in which a suspended greenlet stands."""
    return program_frame(greenlet.gr_frame)
