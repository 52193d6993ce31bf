"""What the session can ask of the agent. The names and arguments are the protocol's."""

from __future__ import annotations

import _signal

from .code import frames, modules, source_texts, user_code
from .continuations.continuations import (
    ByLastContext,
    Continuations,
    current_context,
    current_greenlet,
)
from .continuations.guest_threads import name_of as name_of_thread
from .continuations.guest_threads import other_main_contexts
from .continuations.task_numbers import is_task
from .conversation.refusal import Refusal
from .stops.causes import Causes
from .stops.inspection import Inspection
from .values.presentation import Presentation


class Commands:
    """The commands that concern the program as a whole, or let it go on.

    Those about breakpoints are answered by what watches them, and those about a
    program that stands still by its :class:`Inspection`.
    """

    def __init__(self, causes: Causes, continuations: Continuations) -> None:
        self._causes = causes
        self._stops = causes.stops
        self._continuations = continuations

    def perform(self, command: str, args: dict) -> object:
        """Does a command, and returns the body of its reply. Raises Refusal."""
        own = getattr(self, f"_do_{command}", None) or getattr(
            self._causes.breakpoints, f"do_{command}", None
        )
        return self._inspection.perform(command, args) if own is None else own(**args)

    @property
    def _inspection(self) -> Inspection:
        inspection = self._stops.inspection
        if inspection is None:
            raise Refusal("The program is running: pause it first.")
        return inspection

    # ---- settings ----

    def _do_configure(
        self,
        justMyCode: bool,
        rules: list[dict],
        showReturnValue: bool,
        variablePresentation: dict[str, str],
    ) -> None:
        self._causes.breakpoint_calls.has_client = True
        user_code.configure(justMyCode, rules)
        # Where each stands in the user's code depends on whose which code is.
        self._continuations.forget_told()
        self._stops.configure(showReturnValue, Presentation(variablePresentation))

    def _do_setFilters(self, filters: list[dict]) -> list[str | None]:
        return self._causes.set_filters(filters)

    def _do_watchThrows(self) -> None:
        self._causes.watch_throws()

    def _do_setDataBreakpoints(self, breakpoints: list[dict]) -> list[dict]:
        return self._causes.set_data_breakpoints(breakpoints)

    def _do_dataInfo(self, name: str, reference: int = 0, frame: int | None = None) -> dict:
        inspection = self._inspection
        try:
            place = inspection.data_place(name, reference, frame)
        except Refusal as refusal:
            return {"description": str(refusal)}
        can_persist = place.lasting_id is not None
        data_id = self._causes.data_watch().add(place)
        return {"dataId": data_id, "description": place.label, "canPersist": can_persist}

    def _do_detach(self) -> None:
        self._causes.clear()

    # ---- questions ----

    def _do_modules(self) -> list[dict]:
        return modules.loaded()

    def _do_source(self, path: str) -> dict:
        try:
            return {"content": source_texts.text_of(path)}
        except (OSError, SyntaxError, ValueError):
            raise Refusal(f"Nobody knows the source text of {path}.") from None

    def _do_names(self, contexts: list[int]) -> list[str | None]:
        """What continuations are called that live or, dead, are still held."""
        known = ByLastContext(self._continuations.table)
        threads = other_main_contexts()

        def name(context: int) -> str | None:
            if context in threads:
                return name_of_thread(context)
            found = known.find(context)
            return None if found is None else self._continuations.name(found)

        return [name(context) for context in contexts]

    def _do_cancel(self, command: int) -> None:
        """It comes too late: the command has been answered."""

    def _do_pause(self, context: int | None = None) -> None:
        """Says that the request has arrived; a program that stands still goes on standing."""

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
