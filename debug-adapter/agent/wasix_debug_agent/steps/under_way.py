"""The steps that are under way, and which of them waits for what."""

from __future__ import annotations

from _collections_abc import Iterator
from types import FrameType

from ..continuations.continuations import current_context
from ..continuations.task_numbers import current_task_context, is_task
from ..watching.code_events import CodeEvents
from ..watching.monitor import events
from .step import Step


class StepsUnderWay:
    """At most one step for each continuation."""

    def __init__(self) -> None:
        self._steps: tuple[Step, ...] = ()

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps)

    def add(self, step: Step) -> None:
        """Adds a step, instead of another one in its continuation, if that is known."""
        if step.context is not None:
            self.forget(step.context)
        self._steps += (step,)

    def remove(self, step: Step) -> None:
        self._steps = tuple(other for other in self._steps if other is not step)

    def forget(self, context: int | None) -> None:
        """Takes off the steps of a continuation."""
        self._steps = tuple(step for step in self._steps if step.context != context)

    def clear(self) -> None:
        self._steps = ()

    def waiting_in(self, frame: FrameType | None, *waits_for: str) -> Step | None:
        for step in self._steps:
            if step.frame is frame and step.waits_for in waits_for:
                return step
        return None

    def watched(self) -> CodeEvents:
        """The events that they need, by the code that they are of."""
        watched = CodeEvents()
        for step in self._steps:
            watched.update(step.watched())
        return watched

    def watched_everywhere(self) -> int:
        """The events that they need of any code."""
        wanted = events.PY_UNWIND if self._steps else 0
        if any(step.enters_calls or step.waits_for == Step.START for step in self._steps):
            wanted |= events.PY_START | events.PY_RESUME | events.PY_THROW
        if any(step.waits_for == Step.RESUMPTION for step in self._steps):
            # It is no event of a single code object.
            wanted |= events.PY_THROW
        return wanted

    def follow_task(self) -> None:
        """The step of a task that was suspended is in the continuation that runs the task now."""
        if not any(is_task(step.context or 0) for step in self._steps):
            return
        task = current_task_context()
        for step in self._steps:
            if task is not None and step.context == task:
                step.context = current_context()
