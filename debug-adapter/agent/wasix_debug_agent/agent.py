"""The agent itself: what happens at each event, and the answers to commands."""

from __future__ import annotations

import _signal
import atexit
import sys
from _collections import deque
from types import CodeType, FrameType

import _wasix_host

from .code import frames, modules, paths, user_code
from .code.frames import FramePosition
from .continuations.continuations import Continuations, current_context, current_greenlet
from .continuations.exit_report import ExitReport
from .continuations.greenlet_table import GreenletTable
from .continuations.guest_threads import Standstill, other_main_contexts
from .continuations.switch_hook import SwitchHook
from .conversation import channel
from .conversation.refusal import Cancelled, Refusal
from .steps.step import Step
from .steps.stepping import Stepper
from .stops.inspection import Inspection
from .values.presentation import Presentation
from .watching import exceptions, explanations, output
from .watching.breakpoint_watch import BreakpointWatch
from .watching.code_events import CodeEvents
from .watching.event_filters import EventFilters
from .watching.exception_watch import ExceptionWatch
from .watching.monitor import (
    BREAKPOINT_TOOL,
    WatchedCode,
    claim_tools,
    events,
    on,
)
from .watching.switch_watch import StopAtSwitch, SwitchWatch

# The host raises it to make a running program read its channel: ATTENTION_SIGNAL
# in runtime/signals.ts.
_ATTENTION_SIGNAL = 40

_GREENLET_PACKAGE = "/greenlet/__init__.py"

# The protocol's reasons for stops at which a step of some kind ends; others end by ``step``.
_REASONS = {"start": "entry", "switch": "next switch", "arrival": "arrival", "filter": "switch"}


class Agent:
    """The debugger's side of one program."""

    def __init__(self) -> None:
        self._everywhere = WatchedCode(BREAKPOINT_TOOL)
        self._stop_on_entry = False
        self._inspection: Inspection | None = None
        self._may_go_on = False
        # A switch at which to stop once its target runs its first line.
        self._switch_to_new: StopAtSwitch | None = None
        self._greenlets = GreenletTable()
        self._continuations = Continuations(self._greenlets)
        self._presentation = Presentation({})
        self._shows_returned = True
        # The number of the command under way, and those that arrived meanwhile.
        self._performing: int | None = None
        self._waiting: deque[dict] = deque()
        self._is_asked_to_look = False
        # Of those, the ones that nobody waits for.
        self._cancelled: set[int] = set()
        self._exit_report = ExitReport(self._continuations)
        claim_tools()
        self._breakpoints = BreakpointWatch(self._on_breakpoints)
        # Comes into being with the first question about data.
        self._data = None
        # A frame that the user has made go on at another line.
        self._jumped: FrameType | None = None
        self._switches = SwitchHook()
        self._stepper = Stepper(self._switches, self._on_step_end)
        self._filters = EventFilters()
        self._exceptions = ExceptionWatch(self._filters, self._on_exception)
        self._switch_watch = SwitchWatch(
            self._filters, self._switches, self._continuations, self._on_wanted_switch
        )
        on(BREAKPOINT_TOOL, events.PY_START, self._on_start)

    def start(self) -> None:
        """Prepares the interpreter and waits until the session lets the program run."""
        output.install()
        channel.send({"event": "ready"})
        self._converse()
        self._exceptions.start()
        # Before the program registers anything, so as to run after it.
        atexit.register(self._on_exit)
        _signal.signal(_ATTENTION_SIGNAL, self._on_attention)
        self._watch()

    def _watch(self) -> None:
        self._everywhere.watch(CodeEvents(), events.PY_START | self._exceptions.wanted_events())
        self._switch_watch.update()

    # ---- events ----

    def _on_start(self, code: CodeType, offset: int) -> object:
        """Some code runs for the first time."""
        frame = sys._getframe(1)
        answer = self._breakpoints.on_start(code, frame)
        if code.co_name == "<module>":
            modules.announce(frame)
            self._on_module_start(frame)
        return answer

    def _on_module_start(self, frame: FrameType) -> None:
        if self._stop_on_entry and frame.f_globals.get("__name__") == "__main__":
            self._stepper.begin("over", current_context(), frame)
        elif frame.f_code.co_filename.endswith(_GREENLET_PACKAGE):
            # Its C part, a moment early: the first greenlet may be made before
            # any other code starts.
            import greenlet._greenlet

            greenlet._greenlet.wasix_set_creation_hook(self._greenlets.add)
            self._switches.install()

    def _on_breakpoints(self, reason: str, frame: FrameType, ids: list[int]) -> None:
        self._stepper.cancel(current_context())
        self._stop(reason, frames.stack_of(frame), breakpoints=ids)

    def _on_change(self, frame: FrameType, begins_line: bool, ids: list[int], text: str) -> None:
        """A variable with a breakpoint on it has changed."""
        self._stepper.cancel(current_context())
        hit = ids + (self._breakpoints.hits_at(frame, True) if begins_line else [])
        self._stop("data breakpoint", frames.stack_of(frame), breakpoints=hit, text=text)

    def _on_step_end(self, step: Step, frame: FrameType) -> None:
        """A step of the user's is over: control stands in ``frame``."""
        details = {}
        reason = "left" if step.has_left else _REASONS.get(step.kind, "step")
        about = None
        if self._stop_on_entry:
            self._stop_on_entry = False
            reason = "entry"
        elif step.kind == "filter" and self._switch_to_new is not None:
            about = self._switch_to_new
            details["text"] = about.text
        hit = self._hits_at_step_end(step, frame, details)
        if hit:
            details["breakpoints"] = hit
        if "text" in details and about is None:
            reason = "data breakpoint"
        self._stop(reason, frames.stack_of(frame), about, step.returned, **details)

    def _hits_at_step_end(self, step: Step, frame: FrameType, details: dict) -> list[int]:
        """The breakpoints that have been hit there, too, which will not stop once more."""
        hit = []
        if self._data is not None:
            hit, text = self._data.changes(frame)
            if hit:
                details["text"] = text
        # A landing is in the middle of a call: the line was begun, and its breakpoints hit, before.
        if step.frame is not None and not step.has_left:
            hit += self._breakpoints.hits_at(frame, step.waits_for == Step.NEXT_LINE)
        return hit

    def _on_exception(self, error: BaseException, mode: str, stack: list[FramePosition]) -> None:
        self._stepper.cancel(current_context())
        explanation = explanations.explain(error, mode, self._continuations)
        about = exceptions.StopAtException(error, mode, explanation)
        self._stop("exception", stack, about, text=exceptions.headline(error))

    def _on_wanted_switch(self, event: str, origin: object, target: object) -> None:
        label = self._continuations.label
        about = StopAtSwitch(event, label(origin), label(target))
        frame = frames.current_program_frame()
        if frame is None:
            self._switch_to_new = about
            self._stepper.begin_at_start(current_context(), "filter")
        else:
            self._stop("switch", frames.stack_of(frame), about, text=about.text)

    def _on_exit(self) -> None:
        """The program is over; what the interpreter tears down from now on is no change."""
        if self._data is not None:
            self._data.replace([])
        self._exit_report.send()

    def _on_attention(self, signal: int, frame: FrameType | None) -> None:
        """Reads the commands that came while the program, or another command, ran."""
        if self._inspection is not None:
            self._look_for_cancellation()
            return
        program = frames.program_frame(frame)
        while (message := channel.try_receive()) is not None:
            self._perform(message)
            if message["command"] == "pause":
                # All threads stand still; the one that was meant is where to look.
                wanted = message["args"].get("context")
                is_elsewhere = wanted in other_main_contexts()
                context = wanted if is_elsewhere else current_context()
                self._stop("pause", frames.stack_of(program), context=context)

    # ---- standing still ----

    def _stop(
        self,
        reason: str,
        stack: list[FramePosition],
        about: exceptions.StopAtException | StopAtSwitch | None = None,
        returned: list[tuple[str, object]] = (),
        **details: object,
    ) -> None:
        """Keeps the program standing until the session lets it go on."""
        if self._inspection is not None:
            return
        # Before all else, as the program may be close to the limit of recursion.
        _wasix_host.enter_debugger()
        try:
            output.flush()
            with Standstill():
                self._stand(reason, stack, about, returned, details)
        finally:
            _wasix_host.leave_debugger()

    def _stand(self, reason: str, stack, about, returned, details: dict) -> None:
        try:
            self._inspection = self._inspect(stack, about, returned)
            channel.send(
                {"event": "stopped", "reason": reason, "context": current_context(), **details}
            )
            self._converse()
            while self._jumped is not None:
                frame, self._jumped = self._jumped, None
                self._inspection = self._inspect(frames.stack_of(frame), None, ())
                channel.send({"event": "stopped", "reason": "goto", "context": current_context()})
                self._converse()
        finally:
            self._inspection = None
            if self._data is not None:
                self._data.goes_on()

    def _inspect(self, stack, about, returned) -> Inspection:
        shown = returned if self._shows_returned else ()
        return Inspection(self._continuations, stack, about, shown, self._presentation)

    def _converse(self) -> None:
        """Answers commands until one lets the program run."""
        self._may_go_on = False
        while not self._may_go_on:
            self._perform(self._waiting.popleft() if self._waiting else channel.receive())

    def _look_for_cancellation(self) -> None:
        """Ends the command under way if the user does not want to wait for it."""
        performing = self._performing
        self._is_asked_to_look = performing is None
        if performing is None:
            # A command is about to begin, which may be the one.
            return
        while (message := channel.try_receive()) is not None:
            if message["command"] != "cancel":
                self._waiting.append(message)
                continue
            channel.send({"reply": message["id"], "body": None})
            if message["args"]["command"] == performing:
                raise Cancelled
            self._cancelled.add(message["args"]["command"])

    def _perform(self, message: dict) -> None:
        command = getattr(self, f"_do_{message['command']}", None) or getattr(
            self._breakpoints, f"do_{message['command']}", None
        )
        try:
            try:
                self._performing = message["id"]
                if self._is_asked_to_look:
                    self._look_for_cancellation()
                if message["id"] in self._cancelled:
                    raise Cancelled
                if command is not None:
                    body = command(**message["args"])
                elif self._inspection is not None:
                    body = self._inspection.perform(message["command"], message["args"])
                else:
                    raise Refusal("The program is running: pause it first.")
            finally:
                self._performing = None
        except Refusal as refusal:
            channel.send({"reply": message["id"], "error": str(refusal)})
        except Cancelled:
            channel.send({"reply": message["id"], "error": "cancelled"})
        # What the user evaluates may raise SystemExit as well.
        except BaseException as error:
            channel.send({"reply": message["id"], "error": exceptions.headline(error)})
        else:
            channel.send({"reply": message["id"], "body": body})

    # ---- commands: the names and arguments are the protocol's ----

    def _do_configure(
        self,
        justMyCode: bool,
        rules: list[dict],
        showReturnValue: bool,
        variablePresentation: dict[str, str],
    ) -> None:
        user_code.configure(justMyCode, rules)
        self._shows_returned = showReturnValue
        self._presentation = Presentation(variablePresentation)

    def _do_run(self, stopOnEntry: bool) -> None:
        self._stop_on_entry = stopOnEntry
        self._may_go_on = True

    def _do_detach(self) -> None:
        self._breakpoints.clear()
        if self._data is not None:
            self._data.replace([])
        self._do_setFilters([])
        self._stepper.cancel_all()

    def _data_watch(self):
        if self._data is None:
            from .watching.data_breakpoints import DataWatch

            self._data = DataWatch(self._on_change)
        return self._data

    def _do_setDataBreakpoints(self, breakpoints: list[dict]) -> list[dict]:
        if not breakpoints and self._data is None:
            return []
        return self._data_watch().replace(breakpoints)

    def _do_dataInfo(self, name: str, reference: int = 0, frame: int | None = None) -> dict:
        assert self._inspection is not None
        try:
            place = self._inspection.data_place(name, reference, frame)
        except Refusal as refusal:
            return {"description": str(refusal)}
        can_persist = place.lasting_id is not None
        data_id = self._data_watch().add(place)
        return {"dataId": data_id, "description": place.label, "canPersist": can_persist}

    def _do_goto(self, context: int, line: int) -> None:
        from .steps.jumps import jump

        assert self._inspection is not None
        frame = self._inspection.active_frame(context)
        jump(frame, line)
        self._jumped = frame
        self._may_go_on = True

    def _do_setFilters(self, filters: list[dict]) -> list[str | None]:
        problems = self._filters.replace(filters)
        self._watch()
        return problems

    def _do_modules(self) -> list[dict]:
        return modules.loaded()

    def _do_source(self, path: str) -> dict:
        return {"content": paths.decode_source(paths.read_source(path))}

    def _do_cancel(self, command: int) -> None:
        """It comes too late: the command has been answered."""

    def _do_pause(self, context: int | None = None) -> None:
        """Says that the request has arrived; a program that stands still goes on standing."""

    def _do_resume(self, onlyContext: int | None = None) -> None:
        if onlyContext is not None:
            self._stepper.begin_to_stay(onlyContext)
        self._may_go_on = True

    def _do_step(
        self,
        kind: str,
        context: int,
        target: int | None = None,
        stays: bool = False,
        isInstruction: bool = False,
    ) -> None:
        assert self._inspection is not None
        frame = self._inspection.top_frame(context)
        if frame is not None:
            call = None if target is None else self._inspection.step_target(target).site
            self._stepper.begin(kind, context, frame, call, stays, isInstruction)
        self._may_go_on = True

    def _do_stepToSwitch(self) -> None:
        self._stepper.begin_at_switch(current_context())
        self._may_go_on = True

    def _do_runTo(self, greenlet: int) -> None:
        target = self._continuations.find(greenlet)
        if target is current_greenlet():
            raise Refusal("This continuation is the one that runs.")
        self._stepper.begin_at_arrival(target)
        self._may_go_on = True

    def _do_terminate(self) -> dict:
        handler = _signal.getsignal(_signal.SIGTERM)
        if not callable(handler):
            return {"willEnd": False}
        _signal.raise_signal(_signal.SIGTERM)
        self._may_go_on = True
        return {"willEnd": True}
