"""What the session can ask of the agent of a program that runs."""

from __future__ import annotations

import _signal

from .code import frames
from .commands import Commands
from .continuations.continuations import Continuations, current_context, current_greenlet
from .continuations.task_numbers import is_task
from .conversation.refusal import Refusal
from .stops.causes import Causes


class LiveCommands(Commands):
    """With the commands that say what stops the program, and let it go on."""

    def __init__(self, causes: Causes, continuations: Continuations) -> None:
        super().__init__(causes.stops, continuations, causes.breakpoints)
        self._causes = causes

    def _places(self):
        return self._causes.data_watch().places

    # ---- settings ----

    def _do_configure(self, **settings: object) -> None:
        self._causes.breakpoint_calls.has_client = True
        super()._do_configure(**settings)

    def _do_setFilters(self, filters: list[dict]) -> list[str | None]:
        return self._causes.set_filters(filters)

    def _do_watchThrows(self) -> None:
        self._causes.watch_throws()

    def _do_setDataBreakpoints(self, breakpoints: list[dict]) -> list[dict]:
        return self._causes.set_data_breakpoints(breakpoints)

    def _do_detach(self) -> None:
        self._causes.clear()

    # ---- going on ----

    def _do_run(self, stopOnEntry: bool) -> None:
        self._causes.stops_on_entry = stopOnEntry
        self._stops.go_on()

    def _do_resume(self, onlyContext: int | None = None) -> None:
        if onlyContext is not None:
            self._causes.stepper.begin_to_stay(onlyContext)
        self._stops.go_on()

    def _do_step(
        self,
        kind: str,
        context: int,
        target: int | None = None,
        stays: bool = False,
        isInstruction: bool = False,
    ) -> None:
        stepper = self._causes.stepper
        context, frame = self._inspection.stepping_place(context)
        exception = self._inspection.exception if context == current_context() else None
        if exception is not None and exception.is_leaving:
            stepper.begin_on_way_out(kind, context)
        elif exception is not None and exception.is_unhandled:
            stepper.begin_after_end(kind, context)
        elif frame is not None:
            call = None if target is None else self._inspection.step_target(target).site
            stepper.begin(kind, context, frame, call, stays, isInstruction)
        self._stops.go_on()

    def _do_stepToSwitch(self) -> None:
        self._causes.stepper.begin_at_switch(current_context())
        self._stops.go_on()

    def _do_runTo(self, greenlet: int | None = None, task: int | None = None) -> None:
        if task is not None:
            self._run_to_task(task)
        else:
            target = self._continuations.find(greenlet)
            if target is current_greenlet():
                raise Refusal("This continuation is the one that runs.")
            self._causes.stepper.begin_at_arrival(target)
        self._stops.go_on()

    def _run_to_task(self, task: int) -> None:
        context, _ = self._inspection.stepping_place(task)
        if not is_task(context):
            raise Refusal("This task is one that runs.")
        self._causes.stepper.begin_at_resumption(context, self._inspection.top_frame(context))

    def _do_stopAtResumptions(self, greenlet: int, isWanted: bool) -> None:
        target = self._continuations.find(greenlet)
        if target is None:
            raise Refusal("This thread has no greenlets that could switch to it.")
        self._causes.resumptions.set(target, isWanted)

    def _do_goto(self, context: int, line: int) -> None:
        from .steps.jumps import NOT_AT_A_LINE, jump

        frame = self._inspection.active_frame(context)
        if frame is not frames.current_program_frame():
            # A step has ended in the middle of a call, which is about to return.
            raise Refusal(NOT_AT_A_LINE)
        jump(frame, line)
        self._stops.jump(frame)

    def _do_terminate(self) -> dict:
        if not callable(_signal.getsignal(_signal.SIGTERM)):
            return {"willEnd": False}
        self._stops.end_program()
        return {"willEnd": True}
