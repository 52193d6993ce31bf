"""asyncio's tasks that are not done, and the numbers that stand for them.

A task has no context of its own. Where the session asks something of any continuation, the
negative of a task's number stands for it.
"""

from __future__ import annotations

import sys
from _collections_abc import Iterable
from _weakref import ref

from ..conversation.refusal import Refusal

# The names that asyncio makes up end with a number, in the order of making.
_MADE_UP = "Task-"


def is_task(context: int) -> bool:
    """Whether a context stands for a task."""
    return context < 0


def has_asyncio() -> bool:
    """Whether there can be tasks."""
    return "asyncio" in sys.modules


class _TaskReference(ref):
    __slots__ = ("number", "address")

    number: int
    address: int


class _TaskNumbers:
    """Numbers for tasks, from 1 on. A task keeps its own, and none is used twice."""

    def __init__(self) -> None:
        # By address: a class of tasks may have an equality of its own.
        self._by_address: dict[int, _TaskReference] = {}
        self._by_number: dict[int, _TaskReference] = {}
        self._last = 0

    def of(self, task: object) -> int:
        known = self._by_address.get(id(task))
        if known is None:
            self._last += 1
            known = _TaskReference(task, self._forget)
            known.number = self._last
            known.address = id(task)
            self._by_address[known.address] = self._by_number[known.number] = known
        return known.number

    def task(self, number: int) -> object | None:
        known = self._by_number.get(number)
        return None if known is None else known()

    def _forget(self, reference: _TaskReference) -> None:
        del self._by_number[reference.number]
        # The address may already belong to another task.
        if self._by_address.get(reference.address) is reference:
            del self._by_address[reference.address]


_numbers = _TaskNumbers()
number_of = _numbers.of


def context_of(task: object) -> int:
    """The context that stands for a task."""
    return -number_of(task)


def find_task(context: int) -> object:
    """The task that a context stands for. Raises Refusal when it is done."""
    task = _numbers.task(-context)
    if task is None or task.done():
        raise Refusal("This task is done.")
    return task


def all_tasks() -> list:
    """The tasks of all event loops that are not done, those first that have been known longest."""
    found = [*_known_to_asyncio("_scheduled_tasks"), *_known_to_asyncio("_eager_tasks")]
    # New ones get their numbers in the order of their making, as far as names tell it.
    in_order = sorted((task for task in found if not task.done()), key=_age_by_name)
    return sorted(in_order, key=number_of)


def running_tasks() -> list:
    """The task that each event loop is running, if it is."""
    return list(dict(_known_to_asyncio("_current_tasks")).values())


def current_task_context() -> int | None:
    """What stands for the task that runs in this thread, if one does."""
    asyncio = sys.modules.get("asyncio")
    loop = None if asyncio is None else asyncio._get_running_loop()
    task = None if loop is None else asyncio.tasks._current_tasks.get(loop)
    return None if task is None else context_of(task)


def _known_to_asyncio(name: str) -> Iterable:
    """One of asyncio's own collections; empty while that is not loaded, or not yet."""
    return getattr(sys.modules.get("asyncio.tasks"), name, ())


def label_of(task) -> str:
    """What a task runs, and its name: ``fetch (Task-3)``."""
    return f"{coroutine_name(task)} ({task.get_name()})"


def coroutine_name(task) -> str:
    """The qualified name of the coroutine function that a task runs."""
    coroutine = task.get_coro()
    return getattr(coroutine, "__qualname__", type(coroutine).__name__)


def _age_by_name(task) -> int:
    name = task.get_name()
    number = name.removeprefix(_MADE_UP)
    return int(number) if number != name and number.isdecimal() else sys.maxsize
