"""asyncio's tasks: who waits for which."""

from __future__ import annotations

import sys
from _collections_abc import Iterable, Iterator
from types import (
    AsyncGeneratorType,
    BuiltinMethodType,
    CellType,
    CoroutineType,
    FrameType,
    FunctionType,
    GeneratorType,
    GetSetDescriptorType,
    MethodType,
)

from ..kinds import class_attribute, is_a, name_of, namespace_of
from .loaded_asyncio import coroutine_of, current_task, is_future, is_task

# Their attributes do not change, and can be asked for tens of thousands of times. By the
# addresses of the types: to be hashed, a type of the program's may need code of the program's.
_NATIVE = {
    id(kind): namespace_of(kind) for kind in (CoroutineType, GeneratorType, AsyncGeneratorType)
}


def frames_awaiting() -> Iterator[FrameType]:
    """The frames that wait for the end of the running task, innermost first: those of the
    tasks that await it, alone or with others, then of those that await these."""
    task = current_task()
    # A future that shields it from being cancelled knows it, too, and does not wait for it.
    seen = {id(task)}
    pending = [] if task is None else [task]
    while pending:
        for waiting in _tasks_awaiting(pending.pop(0), seen):
            pending.append(waiting)
            yield from reversed(frames_of(coroutine_of(waiting)))


def awaiting(task: object) -> Iterator:
    """The tasks that wait for the end of a task, alone or with others."""
    return _tasks_awaiting(task, {id(task)})


def _tasks_awaiting(future: object, seen: set[int]) -> Iterator:
    """The tasks that a future's callbacks wake.

    They are methods of the task, of its group, or of ``as_completed()``, or they are functions
    that know another future, as those of ``gather()``, ``wait()`` and ``shield()`` do.
    """
    for callback, _ in getattr(future, "_callbacks", None) or ():
        for one in _known_to(callback):
            if not is_future(one) or id(one) in seen:
                continue
            seen.add(id(one))
            if is_task(one):
                yield one
            else:
                yield from _tasks_awaiting(one, seen)


def _known_to(callback: object) -> Iterable:
    """What a callback may wake, among others. Of objects, only asyncio's own are asked."""
    if is_a(callback, FunctionType):
        return map(_content, callback.__closure__ or ())
    if not is_a(callback, (MethodType, BuiltinMethodType)):
        return ()
    owner = callback.__self__
    if _is_of("asyncio.taskgroups", "TaskGroup", owner):
        return (owner._parent_task,)
    if _is_of("asyncio.tasks", "_AsCompletedIterator", owner):
        # What waits for the next of those that are completed.
        return owner._done._getters
    return (owner,)


def _is_of(module: str, name: str, value: object) -> bool:
    """Whether a value is of a class of a module's, or of a subclass."""
    kind = getattr(sys.modules.get(module), name, None)
    return kind is not None and is_a(value, kind)


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        # The function has not given the variable a value yet.
        return None


def frames_of(coroutine: object) -> list[FrameType]:
    """The frames of a suspended coroutine and of what it awaits, outermost first."""
    return [frame for _, frame in links_of(coroutine)]


def links_of(coroutine: object) -> Iterator[tuple[object, FrameType]]:
    """A suspended coroutine, or generator, and what it awaits, or yields from, outermost first:
    each with its frame."""
    while coroutine is not None:
        frame = native_attribute(coroutine, "cr_frame", "gi_frame", "ag_frame")
        if frame is not None:
            yield coroutine, frame
        elif not _is_step_of(coroutine):
            return
        coroutine = _awaited_in(coroutine)


def _awaited_in(coroutine: object) -> object | None:
    """What a coroutine, or a generator, is waiting for, if it is."""
    if id(type(coroutine)) in _NATIVE or not _is_step_of(coroutine):
        return native_attribute(coroutine, "cr_await", "gi_yieldfrom", "ag_await")
    # It has no attribute that tells whose step it is.
    import gc

    return next((each for each in gc.get_referents(coroutine) if _is_awaitable(each)), None)


def _is_step_of(awaited: object) -> bool:
    """Whether it is what ``anext()`` and the like, or ``__await__()``, make of a generator or a
    coroutine."""
    return name_of(type(awaited)) in (
        "async_generator_asend",
        "async_generator_athrow",
        "anext_awaitable",
        "coroutine_wrapper",
    )


def _is_awaitable(value: object) -> bool:
    return is_a(value, (CoroutineType, GeneratorType, AsyncGeneratorType)) or _is_step_of(value)


def native_attribute(coroutine: object, *names: str) -> object | None:
    """The first attribute that is there and not None: each kind has names of its own.

    Only of what is implemented in C: a class of the program's that is called a coroutine may have
    anything under these names.
    """
    kind = type(coroutine)
    known = _NATIVE.get(id(kind))
    for name in names:
        descriptor = class_attribute(kind, name, None) if known is None else known.get(name)
        if is_a(descriptor, GetSetDescriptorType):
            value = descriptor.__get__(coroutine, kind)
            if value is not None:
                return value
    return None
