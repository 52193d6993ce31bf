"""asyncio's tasks that are not done, and the numbers that stand for them.

A task has no context of its own. Where the session asks something of any continuation, the
negative of a task's number stands for it. Generators have numbers of their own.
"""

from __future__ import annotations

import sys

from ..conversation.refusal import Refusal
from ..kinds import name_of
from .loaded_asyncio import (
    coroutine_of,
    current_task,
    is_done,
    known_running_tasks,
    known_tasks,
    name_of_task,
    tasks_module,
)
from .loaded_asyncio import is_task as is_task_object
from .object_numbers import ObjectNumbers
from .tasks import native_attribute

# The names that asyncio makes up end with a number, in the order of making.
_MADE_UP = "Task-"
_MOST_DIGITS = len(str(sys.maxsize))

# What stands for a generator is below what stands for any task.
_GENERATORS = -(2**40)

# A loop with a task factory names those that nobody has named by ``set_name(None)`` (CPython 3.13).
_UNNAMED = "None"


def is_task(context: int) -> bool:
    """Whether a context stands for a task."""
    return _GENERATORS < context < 0


def is_generator(context: int) -> bool:
    """Whether a context stands for a generator, or a coroutine that is no task."""
    return context < _GENERATORS


def context_of_generator(number: int) -> int:
    """The context that stands for a generator with a number; and the number, of the context."""
    return _GENERATORS - number


def has_asyncio() -> bool:
    """Whether there can be tasks."""
    return tasks_module() is not None


_numbers = ObjectNumbers()
number_of = _numbers.of


def context_of(task: object) -> int:
    """The context that stands for a task."""
    return -number_of(task)


def find_task(context: int) -> object:
    """The task that a context stands for. Raises Refusal when it is done."""
    task = _numbers.find(-context)
    if task is None or is_done(task):
        raise Refusal("This task is done.")
    return task


def all_tasks() -> list:
    """The tasks of all event loops that are not done, those first that have been known longest."""
    # New ones get their numbers in the order of their making, as far as names tell it.
    # A class that is none of asyncio's may call its objects tasks there.
    open_ones = (task for task in known_tasks() if is_task_object(task) and not is_done(task))
    in_order = sorted(open_ones, key=_age_by_name)
    return sorted(in_order, key=number_of)


def running_tasks() -> list:
    """The task that each event loop is running, if it is."""
    return [*filter(is_task_object, known_running_tasks())]


def current_task_context() -> int | None:
    """What stands for the task that runs in this thread, if one does."""
    task = current_task()
    return None if task is None else context_of(task)


def label_of(task) -> str:
    """What a task runs, and its name: ``fetch (Task-3)``."""
    return f"{coroutine_name(task)} ({task_name(task)})"


def task_name(task) -> str:
    """What the program calls a task, or asyncio; its number, where neither tells it from others."""
    name = name_of_task(task)
    return f"#{number_of(task)}" if name == _UNNAMED else name


def coroutine_name(task) -> str:
    """The qualified name of the coroutine function that a task runs."""
    coroutine = coroutine_of(task)
    return native_attribute(coroutine, "__qualname__") or name_of(type(coroutine))


def _age_by_name(task) -> tuple[int, str]:
    """What tells the older of two tasks; others stand in the order of their names, as asyncio
    knows them in none."""
    name = name_of_task(task)
    number = name.removeprefix(_MADE_UP)
    # Python refuses to read a number of thousands of digits.
    is_made_up = number != name and number.isdecimal() and len(number) <= _MOST_DIGITS
    return (int(number) if is_made_up else sys.maxsize), name
