"""asyncio's tasks: who waits for which."""

from __future__ import annotations

import sys
from _collections_abc import Iterator
from types import (
    AsyncGeneratorType,
    CellType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
)

from ..kinds import is_a


def frames_awaiting() -> Iterator[FrameType]:
    """The frames that wait for the end of the running task, innermost first: those of the
    tasks that await it, alone or with others, then of those that await these."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:
        return
    task = asyncio.current_task()
    # A future that shields it from being cancelled knows it, too, and does not wait for it.
    seen = {id(task)}
    pending = [] if task is None else [task]
    while pending:
        for waiting in _tasks_awaiting(pending.pop(0), seen, asyncio):
            pending.append(waiting)
            yield from reversed(frames_of(waiting.get_coro()))


def awaiting(task: object) -> Iterator:
    """The tasks that wait for the end of a task, alone or with others."""
    asyncio = sys.modules.get("asyncio")
    return iter(()) if asyncio is None else _tasks_awaiting(task, {id(task)}, asyncio)


def _tasks_awaiting(future: object, seen: set[int], asyncio) -> Iterator:
    """The tasks that a future's callbacks wake.

    They are methods of the task, of its group, or of ``as_completed()``, or they are functions
    that know another future, as those of ``gather()``, ``wait()`` and ``shield()`` do.
    """
    for callback, _ in getattr(future, "_callbacks", None) or ():
        owner = getattr(callback, "__self__", None)
        # A group's.
        owner = getattr(owner, "_parent_task", owner)
        known = [owner]
        # What waits for the next of those that are completed.
        known += getattr(getattr(owner, "_done", None), "_getters", None) or ()
        if isinstance(callback, FunctionType):
            known += map(_content, callback.__closure__ or ())
        for one in known:
            if not asyncio.isfuture(one) or id(one) in seen:
                continue
            seen.add(id(one))
            if isinstance(one, asyncio.Task):
                yield one
            else:
                yield from _tasks_awaiting(one, seen, asyncio)


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        # The function has not given the variable a value yet.
        return None


def is_task(future: object) -> bool:
    asyncio = sys.modules.get("asyncio")
    return asyncio is not None and is_a(future, (asyncio.Task, asyncio.tasks._PyTask))


def frames_of(coroutine: object) -> list[FrameType]:
    """The frames of a suspended coroutine and of what it awaits, outermost first."""
    frames = []
    while coroutine is not None:
        frame = _attribute(coroutine, "cr_frame", "gi_frame", "ag_frame")
        if frame is not None:
            frames.append(frame)
        elif not _is_step_of(coroutine):
            break
        coroutine = _awaited_in(coroutine)
    return frames


def _awaited_in(coroutine: object) -> object | None:
    """What a coroutine, or a generator, is waiting for, if it is."""
    if not _is_step_of(coroutine):
        return _attribute(coroutine, "cr_await", "gi_yieldfrom", "ag_await")
    # It has no attribute that tells whose step it is.
    import gc

    return next((each for each in gc.get_referents(coroutine) if _is_awaitable(each)), None)


def _is_step_of(awaited: object) -> bool:
    """Whether it is what ``anext()`` and the like, or ``__await__()``, make of a generator or a
    coroutine."""
    return type(awaited).__name__ in (
        "async_generator_asend",
        "async_generator_athrow",
        "anext_awaitable",
        "coroutine_wrapper",
    )


def _is_awaitable(value: object) -> bool:
    return is_a(value, (CoroutineType, GeneratorType, AsyncGeneratorType)) or _is_step_of(value)


def _attribute(coroutine: object, *names: str) -> object | None:
    """The first attribute that is there and not None: each kind has names of its own."""
    found = (getattr(coroutine, name, None) for name in names)
    return next((each for each in found if each is not None), None)
