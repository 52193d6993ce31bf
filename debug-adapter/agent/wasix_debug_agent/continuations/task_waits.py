"""Who waits for whom, among tasks and greenlets."""

from __future__ import annotations

from types import FrameType

from ..code import user_code
from ..kinds import name_of
from . import tasks
from .continuations import is_greenlet, state_of
from .loaded_asyncio import coroutine_of, is_task
from .task_numbers import all_tasks

_BEGUN = ("suspended", "running")


class TaskWaits:
    """Which tasks wait for which, at one moment."""

    def __init__(self) -> None:
        self._awaited: dict[int, list] = {}
        for task in all_tasks():
            for waiting in tasks.awaiting(task):
                self._awaited.setdefault(id(waiting), []).append(task)

    def tasks_awaited_by(self, task: object) -> list:
        return self._awaited.get(id(task), [])


class AwaitedGreenlets:
    """The greenlets that a task's coroutines wait for, and what these wait for in turn.

    Whoever runs a function that may wait without ``await``, as SQLAlchemy's ``greenlet_spawn``
    does, keeps its greenlet in a variable, and awaits what that hands out.
    """

    def __init__(self, task) -> None:
        self._task = task
        self._frames = tasks.frames_of(coroutine_of(task))
        # Whoever of the coroutines comes last that waits for a greenlet.
        self._last = -1
        found: dict[int, object] = {}
        for index, frame in enumerate(self._frames):
            for greenlet in _greenlets_in(frame):
                found[id(greenlet)] = greenlet
                self._last = index
        #: Each after the one that it is awaited for.
        self.all = list(found.values())

    def awaited_call(self) -> str | None:
        """What the last of them, or without any the user's code, waits for: a coroutine
        function, or a kind of future; None for other tasks, and while nothing is awaited."""
        last = self._last if self.all else self._last_of_user()
        if last + 1 < len(self._frames):
            return self._frames[last + 1].f_code.co_qualname
        future = getattr(self._task, "_fut_waiter", None)
        return None if future is None or is_task(future) else name_of(type(future))

    def _last_of_user(self) -> int:
        own = [
            index
            for index, frame in enumerate(self._frames)
            if user_code.is_user_code(frame.f_code.co_filename)
        ]
        return own[-1] if own else len(self._frames) - 1


def _greenlets_in(frame: FrameType) -> list:
    """The greenlets in a frame's variables that have begun."""
    # A main one has no parent.
    return [
        value
        for value in frame.f_locals.values()
        if is_greenlet(value) and state_of(value) in _BEGUN and value.parent is not None
    ]
