"""asyncio's tasks that are not done, for the client's tree."""

from __future__ import annotations

import sys
from _weakref import ref
from collections.abc import Iterable
from types import FrameType

from ..code import paths, user_code
from ..code.frames import FramePosition
from . import tasks
from .continuations import Continuations, is_greenlet, state_of

# The names that asyncio makes up end with a number, in the order of making.
_MADE_UP = "Task-"

_BEGUN = ("suspended", "running")


class _TaskNumbers:
    """Numbers for tasks, from 1 on. A task keeps its own, and none is used twice."""

    def __init__(self) -> None:
        # By address: a class of tasks may have an equality of its own.
        self._known: dict[int, tuple[ref, int]] = {}
        self._last = 0

    def of(self, task: object) -> int:
        reference, number = self._known.get(id(task), (None, 0))
        # Another one may have been there before it.
        if reference is None or reference() is not task:
            self._last = number = self._last + 1
            self._known[id(task)] = (ref(task), number)
        return number


_numbers = _TaskNumbers()


def describe_tasks(
    continuations: Continuations,
    stacks: Iterable[list[FramePosition]],
    start: int,
    count: int,
) -> dict:
    """A page of the tasks that are not done, those first that have been known longest.

    ``stacks`` are those in which tasks may be running: of a task that is not, its coroutine tells
    where it stands.
    """
    known = _all_tasks()
    known.sort(key=_numbers.of)
    page = known[start : start + count] if count else known[start:]
    running = _Running(stacks)
    return {
        "tasks": [_describe(task, continuations, running) for task in page],
        "total": len(known),
    }


def _all_tasks() -> list:
    """The tasks of all event loops, in the order of their making as far as names tell it."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return []
    found = [*asyncio.tasks._scheduled_tasks, *asyncio.tasks._eager_tasks]
    return sorted((task for task in found if not task.done()), key=_age_by_name)


def _age_by_name(task) -> int:
    name = task.get_name()
    number = name.removeprefix(_MADE_UP)
    return int(number) if number != name and number.isdecimal() else sys.maxsize


class _Running:
    """The tasks that run, and their frames."""

    def __init__(self, stacks: Iterable[list[FramePosition]]) -> None:
        self._stacks = list(stacks)
        asyncio = sys.modules.get("asyncio")
        self._tasks = [] if asyncio is None else list(asyncio.tasks._current_tasks.values())

    def has(self, task: object) -> bool:
        return any(each is task for each in self._tasks)

    def frames_of(self, outermost: FrameType) -> list[FramePosition]:
        """The frames from the innermost one to that of a task's coroutine."""
        for stack in self._stacks:
            for index, position in enumerate(stack):
                if position.frame is outermost:
                    return stack[: index + 1]
        return [FramePosition(outermost, outermost.f_lineno or 0)]


def _describe(task, continuations: Continuations, running: _Running) -> dict:
    coroutine = task.get_coro()
    frames = tasks.frames_of(coroutine)
    is_running = running.has(task)
    stack = [FramePosition(frame, frame.f_lineno or 0) for frame in reversed(frames)]
    if is_running and frames:
        stack = running.frames_of(frames[0])
    entry: dict = {
        "id": _numbers.of(task),
        "name": task.get_name(),
        "coroutine": getattr(coroutine, "__qualname__", type(coroutine).__name__),
        "state": "running" if is_running else "suspended" if _has_begun(coroutine) else "pending",
        "awaitedBy": [_numbers.of(each) for each in tasks.awaiting(task)],
        "greenlets": [continuations.number(each) for each in _greenlets_in(frames)],
        "frames": [_describe_frame(position) for position in stack],
    }
    if stack:
        entry["location"] = _location_of(_of_user(stack) or stack[0])
    return entry


def _of_user(stack: list[FramePosition]) -> FramePosition | None:
    """Where a stack stands in the user's code."""
    return next(
        (each for each in stack if user_code.is_user_code(each.frame.f_code.co_filename)), None
    )


def _has_begun(coroutine: object) -> bool:
    frame = getattr(coroutine, "cr_frame", None)
    # The very first instructions make the coroutine.
    return frame is None or getattr(coroutine, "cr_suspended", True)


def _greenlets_in(frames: list[FrameType]) -> list:
    """The greenlets that coroutines have in their variables: whoever runs a function that may
    wait without ``await``, as SQLAlchemy's ``greenlet_spawn`` does, keeps its greenlet there."""
    found: dict[int, object] = {}
    for frame in frames:
        for value in frame.f_locals.values():
            # A main one has no parent.
            if is_greenlet(value) and state_of(value) in _BEGUN and value.parent is not None:
                found[id(value)] = value
    return list(found.values())


def _describe_frame(position: FramePosition) -> dict:
    return {"name": position.frame.f_code.co_qualname, **_location_of(position)}


def _location_of(position: FramePosition) -> dict:
    return paths.location(position.frame.f_code.co_filename, position.line)
