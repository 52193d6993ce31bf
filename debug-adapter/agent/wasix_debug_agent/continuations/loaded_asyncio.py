"""asyncio as the program has loaded it.

Its objects are asked by its own classes: a subclass of the program's may name tasks in a way of its
own, and fail at it.
"""

from __future__ import annotations

import sys
from _contextvars import Context
from types import ModuleType

from ..kinds import is_a


def tasks_module() -> ModuleType | None:
    """``asyncio.tasks``, once all that is asked for is in it: the program may stand in the midst
    of loading it, or call a module of its own so."""
    module = sys.modules.get("asyncio.tasks")
    # Of these, the module defines it last.
    return module if hasattr(module, "_current_tasks") else None


def is_task(value: object) -> bool:
    return _kind_of_task(value) is not None


def is_future(value: object) -> bool:
    """Whether it is one of asyncio's futures; a task is one, too."""
    module = tasks_module()
    kinds = () if module is None else _kinds("Future", module.futures._PyFuture)
    return any(is_a(value, kind) for kind in kinds)


def name_of_task(task: object) -> str:
    """What the program calls it, or asyncio."""
    return _kind_of_task(task).get_name(task)


def coroutine_of(task: object) -> object:
    return _kind_of_task(task).get_coro(task)


def context_variables_of(task: object) -> Context:
    return _kind_of_task(task).get_context(task)


def is_done(task: object) -> bool:
    return _kind_of_task(task).done(task)


def current_task() -> object | None:
    """The task that runs in this thread, if one does."""
    module = tasks_module()
    loop = None if module is None else module.events._get_running_loop()
    if loop is None:
        return None
    in_c = getattr(sys.modules.get("_asyncio"), "current_task", None)
    return module._current_tasks.get(loop) if in_c is None else in_c(loop)


def known_tasks() -> list:
    """What asyncio knows as the tasks of all event loops, those that are done too."""
    module = tasks_module()
    if module is None:
        return []
    in_python = [*module._scheduled_tasks, *module._eager_tasks]
    # Python code reaches no others from 3.14 on.
    in_c = getattr(sys.modules.get("_asyncio"), "_wasix_tasks", None)
    return in_python if in_c is None else in_python + in_c()


def known_running_tasks() -> list:
    """What asyncio knows as the task that each event loop is running, if it is."""
    module = tasks_module()
    if module is None:
        return []
    in_python = [*dict(module._current_tasks).values()]
    in_c = getattr(sys.modules.get("_asyncio"), "_wasix_running_tasks", None)
    return in_python if in_c is None else in_python + in_c()


def _kind_of_task(value: object) -> type | None:
    """The class of asyncio's that knows a task; None for what is none."""
    module = tasks_module()
    kinds = () if module is None else _kinds("Task", module._PyTask)
    return next((kind for kind in kinds if is_a(value, kind)), None)


def _kinds(name: str, in_python: type) -> tuple[type, ...]:
    """The class in C, where there is one, and that in Python. The program may have put another
    in their place where asyncio makes them public."""
    in_c = getattr(sys.modules.get("_asyncio"), name, None)
    return (in_python,) if in_c is None else (in_c, in_python)
