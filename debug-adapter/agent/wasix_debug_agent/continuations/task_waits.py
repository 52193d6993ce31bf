"""Who waits for whom, among tasks and greenlets."""

from __future__ import annotations

from . import tasks
from .continuations import is_greenlet, state_of
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


def greenlets_awaited_by(task) -> list:
    """The greenlets that a task's coroutines have in their variables: whoever runs a function
    that may wait without ``await``, as SQLAlchemy's ``greenlet_spawn`` does, keeps its greenlet
    there."""
    found: dict[int, object] = {}
    for frame in tasks.frames_of(task.get_coro()):
        for value in frame.f_locals.values():
            # A main one has no parent.
            if is_greenlet(value) and state_of(value) in _BEGUN and value.parent is not None:
                found[id(value)] = value
    return list(found.values())
