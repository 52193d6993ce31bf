"""Where asyncio's tasks stand: on the stack of a continuation, or suspended, on none."""

from __future__ import annotations

from _collections_abc import Iterable
from types import FrameType

from ..code.frames import FramePosition
from . import tasks
from .loaded_asyncio import coroutine_of
from .task_numbers import context_of

Stack = list[FramePosition]


class TaskStacks:
    """The tasks' stacks at one moment."""

    def __init__(self, stacks: Iterable[tuple[int, Stack]]) -> None:
        """``stacks`` are those of the continuations, by their contexts; they are looked through
        only as far as running tasks have to be found on them."""
        self._ahead = iter(stacks)
        self._known: list[tuple[int, Stack]] = []
        # By number: where a running task was found.
        self._found: dict[int, tuple[int | None, Stack]] = {}

    def state(self, task) -> str:
        """``pending``, ``suspended`` or ``running``."""
        coroutine = coroutine_of(task)
        if is_running(coroutine):
            return "running"
        return "suspended" if _has_begun(coroutine) else "pending"

    def runner(self, task) -> int | None:
        """The context of the continuation that runs a task; None for one that nobody does."""
        return self._running(task)[0] if is_running(coroutine_of(task)) else None

    def stack(self, task) -> Stack:
        """The frames of a task's coroutine and of what that runs or awaits, innermost first."""
        coroutine = coroutine_of(task)
        if is_running(coroutine):
            return self._running(task)[1]
        return [
            FramePosition(frame, frame.f_lineno or 0)
            for frame in reversed(tasks.frames_of(coroutine))
        ]

    def _running(self, task) -> tuple[int | None, Stack]:
        number = context_of(task)
        if number not in self._found:
            frames = tasks.frames_of(coroutine_of(task))
            self._found[number] = self._find(frames[0])
        return self._found[number]

    def _find(self, outermost: FrameType) -> tuple[int | None, Stack]:
        for context, stack in self._known:
            if (inner := _up_to(outermost, stack)) is not None:
                return context, inner
        for context, stack in self._ahead:
            self._known.append((context, stack))
            if (inner := _up_to(outermost, stack)) is not None:
                return context, inner
        return None, [FramePosition(outermost, outermost.f_lineno or 0)]


def is_running(coroutine: object) -> bool:
    """Whether a coroutine stands on a stack, be it that of a continuation which is suspended."""
    return bool(tasks.native_attribute(coroutine, "cr_running", "gi_running"))


def _up_to(outermost: FrameType, stack: Stack) -> Stack | None:
    """The frames of a stack from its innermost one to another; None if that is not on it."""
    for index, position in enumerate(stack):
        if position.frame is outermost:
            return stack[: index + 1]
    return None


def _has_begun(coroutine: object) -> bool:
    frame = tasks.native_attribute(coroutine, "cr_frame")
    # The very first instructions make the coroutine.
    return frame is None or tasks.native_attribute(coroutine, "cr_suspended") is not False
