"""asyncio's tasks that are not done, for the session: as continuations, and for the tree."""

from __future__ import annotations

from _collections_abc import Iterable
from _contextvars import Context
from types import FrameType

from ..code import frames
from ..code.frames import FramePosition
from . import tasks
from .context_variables import run_in_context
from .continuation_list import ContinuationList
from .continuations import Continuations
from .loaded_asyncio import context_variables_of, coroutine_of
from .origins import Label, StackEntry
from .task_numbers import (
    all_tasks,
    context_of,
    coroutine_name,
    find_task,
    label_of,
    number_of,
    running_tasks,
    task_name,
)
from .task_stacks import Stack, TaskStacks, is_running
from .task_waits import AwaitedGreenlets, TaskWaits

# How many of those that a task waits for, or that wait for it, are named below its stack.
_MOST_NAMED = 8
# How many of those that stand at one place are told of with it, and how many functions of theirs.
_MOST_AT_PLACE = 20
_MOST_FUNCTIONS = 4
# How many tasks are told that wait for each other, one after the other.
_LONGEST_CHAIN = 16


class _TaskPlace:
    """An instruction at which tasks are suspended."""

    def __init__(self, frame: FrameType) -> None:
        self._location = FramePosition(frame, frame.f_lineno or 0).location()
        self._count = 0
        self._first: list = []
        # By what names the functions, of which there are few.
        self._functions: dict[int, str] = {}

    def add(self, task, outermost: FrameType) -> None:
        """Counts a task in, whose coroutine has a frame."""
        self._count += 1
        if len(self._first) < _MOST_AT_PLACE:
            self._first.append(task)
        if len(self._functions) < _MOST_FUNCTIONS:
            self._functions.setdefault(id(outermost.f_code), coroutine_name(task))

    def describe(self) -> dict:
        return {
            **self._location,
            "count": self._count,
            "first": [_identity(task) for task in self._first],
            "functions": [*self._functions.values()],
        }


class TaskList:
    """The tasks while the program stands still.

    One that is suspended, or has not begun, is a continuation of its own. One that runs is on
    the stack of another continuation, which stands for it then.
    """

    def __init__(
        self, continuations: Continuations, live: ContinuationList, active_stack: Stack
    ) -> None:
        self._continuations = continuations
        self._live = live
        self._stacks = TaskStacks(_all_stacks(live, active_stack))
        self._waits: TaskWaits | None = None

    # ---- as continuations, by their contexts ----

    def runner(self, context: int) -> int | None:
        """The continuation that runs a task; None for one that is suspended, or has not begun."""
        return self._stacks.runner(find_task(context))

    def top_frame(self, context: int) -> FrameType | None:
        """The innermost frame of a task."""
        stack = self._stacks.stack(find_task(context))
        return stack[0].frame if stack else None

    def frame_of_user(self, context: int) -> FrameType | None:
        """The frame in which a person sees a task stand: what it awaits is most often a
        library's."""
        place = frames.place_of_user(self._stacks.stack(find_task(context)))
        return None if place is None else place.frame

    def stack(self, context: int) -> list[StackEntry]:
        """The frames of a task; below them what it waits for, and who waits for it."""
        task = find_task(context)
        return [*self._stacks.stack(task), *self._awaited(task), *self._awaiting(task)]

    def context_variables(self, context: int) -> Context | None:
        return context_variables_of(find_task(context))

    def hides_context_variables(self, context: int) -> bool:
        return False

    def run_in(self, context: int, work):
        """What ``work()`` gives with the context variables of a task."""
        runner = self.runner(context)
        if runner is not None:
            return self._live.run_in(runner, work)
        return run_in_context(context_variables_of(find_task(context)), work)

    def cancel(self, context: int) -> None:
        """Lets a task end by CancelledError, once its loop comes to it."""
        find_task(context).cancel()

    def _awaited(self, task) -> list[Label]:
        if self._waits is None:
            self._waits = TaskWaits()
        names = [label_of(each) for each in self._waits.tasks_awaited_by(task)]
        names += [self._continuations.label(each) for each in AwaitedGreenlets(task).all]
        return _labels("waits for", names)

    def _awaiting(self, task) -> list[StackEntry]:
        """Who waits for a task, with its frames if it is one alone; then who waits for that."""
        entries: list[StackEntry] = []
        for _ in range(_LONGEST_CHAIN):
            waiting = list(tasks.awaiting(task))
            entries += _labels("awaited by", [label_of(each) for each in waiting])
            if len(waiting) != 1 or is_running(coroutine_of(waiting[0])):
                break
            [task] = waiting
            context = context_of(task)
            entries += [
                FramePosition(each.frame, each.line, context) for each in self._stacks.stack(task)
            ]
        return entries

    # ---- descriptions for the session ----

    def describe(self, most: int, known: list[int]) -> dict:
        """The tasks that the session may show as continuations: those that run, those of the
        contexts ``known``, and if there are no more than ``most``, all."""
        everyone = all_tasks()
        shown = everyone
        if len(everyone) > most:
            wanted = {*known, *map(context_of, running_tasks())}
            shown = [task for task in everyone if context_of(task) in wanted]
        return {"tasks": [self._describe(task) for task in shown], "taskCount": len(everyone)}

    def describe_page(self, start: int, count: int) -> dict:
        """A page of the tasks, those first that have been known longest."""
        everyone = all_tasks()
        page = everyone[start : start + count] if count else everyone[start:]
        return {
            "tasks": [self._describe_for_tree(task) for task in page],
            "total": len(everyone),
        }

    def describe_places(self) -> list[dict]:
        """Where those stand that do not run, with how many, and the first of each place."""
        # By code and instruction: lines take their time, and so do code objects as keys, which
        # are hashed by their content.
        places: dict[tuple[int, int], _TaskPlace] = {}
        for task in all_tasks():
            coroutine = coroutine_of(task)
            if is_running(coroutine):
                continue
            stack = tasks.frames_of(coroutine)
            frame = frames.frame_of_user(stack)
            if frame is not None:
                key = id(frame.f_code), frame.f_lasti
                place = places.get(key)
                if place is None:
                    place = places[key] = _TaskPlace(frame)
                place.add(task, stack[0])
        return [place.describe() for place in places.values()]

    def _describe(self, task) -> dict:
        entry = _identity(task)
        runner = self._stacks.runner(task)
        if runner is not None:
            entry["runner"] = runner
        place = frames.place_of_user(self._stacks.stack(task))
        if place is not None:
            entry["location"] = place.location()
        return entry

    def _describe_for_tree(self, task) -> dict:
        greenlets = AwaitedGreenlets(task)
        call = greenlets.awaited_call()
        return {
            **self._describe(task),
            **({} if call is None else {"awaits": call}),
            "state": self._stacks.state(task),
            "awaitedBy": [number_of(each) for each in tasks.awaiting(task)],
            "greenlets": [self._continuations.number(each) for each in greenlets.all],
            "frames": [_describe_frame(position) for position in self._stacks.stack(task)],
        }


def _identity(task) -> dict:
    return {"context": context_of(task), "name": coroutine_name(task), "task": task_name(task)}


def _all_stacks(live: ContinuationList, active: Stack) -> Iterable[tuple[int, Stack]]:
    yield live.active, active
    yield from live.stacks_but_active()


def _labels(relation: str, names: list[str]) -> list[Label]:
    """Lines of a stack that name others."""
    labels = [Label(f"{relation} {name}") for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        labels.append(Label(f"{relation} {len(names) - _MOST_NAMED} more"))
    return labels


def _describe_frame(position: FramePosition) -> dict:
    return {"name": position.frame.f_code.co_qualname, **position.location()}
