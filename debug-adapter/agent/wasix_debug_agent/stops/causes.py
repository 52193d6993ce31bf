"""Why the program stops."""

from __future__ import annotations

from types import FrameType

from ..code import frames
from ..code.frames import FramePosition
from ..continuations.continuations import Continuations, current_context
from ..continuations.guest_threads import other_main_contexts
from ..continuations.switch_hook import SwitchHook
from ..steps.step import Step
from ..steps.stepping import Stepper
from ..watching import exceptions, explanations
from ..watching.breakpoint_calls import BreakpointCalls
from ..watching.breakpoint_watch import BreakpointWatch
from ..watching.code_events import CodeEvents
from ..watching.event_filters import EventFilters
from ..watching.exception_watch import ExceptionWatch
from ..watching.monitor import BREAKPOINT_TOOL, WatchedCode, claim_tools, events
from ..watching.resumption_watch import ResumptionWatch
from ..watching.switch_watch import StopAtSwitch, SwitchWatch
from .dialogue import Dialogue
from .stops import Stops

# The protocol's reasons for stops at which a step of some kind ends; others end by ``step``.
_REASONS = {
    "start": "entry",
    "switch": "next switch",
    "arrival": "arrival",
    "filter": "switch",
    "call": "breakpoint",
}


class Causes:
    """All that stops the program, and what is told of each stop.

    Where several causes meet, they make one stop, which names them all.
    """

    def __init__(self, continuations: Continuations, dialogue: Dialogue) -> None:
        self._continuations = continuations
        claim_tools()
        self._everywhere = WatchedCode(BREAKPOINT_TOOL)
        self._filters = EventFilters()
        # Comes into being with the first question about data.
        self._data = None
        # A switch at which to stop once its target runs its first line.
        self._switch_to_new: StopAtSwitch | None = None
        #: Whether to stop at the first line of the program.
        self.stops_on_entry = False
        self.stops = Stops(continuations, dialogue, self._on_going_on)
        self.switches = SwitchHook()
        self.stepper = Stepper(self.switches, self._on_step_end)
        self.breakpoints = BreakpointWatch(self._on_breakpoints)
        self.breakpoint_calls = BreakpointCalls(self._on_breakpoint_call)
        self.exceptions = ExceptionWatch(self._filters, self._on_exception)
        self.resumptions = ResumptionWatch(self.switches, self._on_resumption)
        self._switch_watch = SwitchWatch(
            self._filters, self.switches, continuations, self._on_wanted_switch
        )

    def watch(self) -> None:
        """Watches for what the filters want, and for code that starts."""
        self._everywhere.watch(CodeEvents(), events.PY_START | self.exceptions.wanted_events())
        self._switch_watch.update()

    def set_filters(self, filters: list[dict]) -> list[str | None]:
        """Sets all filters anew; returns what is wrong with each, or None."""
        problems = self._filters.replace(filters)
        self.watch()
        return problems

    def watch_throws(self) -> None:
        """Tells the session from now on which switches are throws."""
        self.exceptions.throws.is_wanted = True
        self.watch()

    def clear(self) -> None:
        """Takes away all that the user has set."""
        self.exceptions.throws.is_wanted = False
        self.breakpoints.clear()
        self.clear_data()
        self.set_filters([])
        self.resumptions.clear()
        self.stepper.cancel_all()
        self.breakpoint_calls.has_client = False

    # ---- breakpoints on data ----

    def data_watch(self):
        """What watches variables, made by the first question about one."""
        if self._data is None:
            from ..watching.data_breakpoints import DataWatch

            self._data = DataWatch(self._continuations, self._on_change)
        return self._data

    def set_data_breakpoints(self, breakpoints: list[dict]) -> list[dict]:
        """Sets all of them anew; returns which of them are set."""
        if not breakpoints and self._data is None:
            return []
        return self.data_watch().replace(breakpoints)

    def clear_data(self) -> None:
        """Stops watching variables."""
        self.set_data_breakpoints([])

    # ---- stops ----

    def pause(self, frame: FrameType | None, wanted: int | None) -> None:
        """The user wants the program to stop, and to look at a continuation of some thread."""
        # All threads stand still; the one that was meant is where to look.
        context = wanted if wanted in other_main_contexts() else current_context()
        self.stops.stop("pause", frames.stack_of(frame), context=context)

    def _on_breakpoints(self, reason: str, frame: FrameType, ids: list[int]) -> None:
        self.stepper.cancel(current_context())
        self.stops.stop(reason, frames.stack_of(frame), breakpoints=ids)

    def _on_breakpoint_call(self, frame: FrameType | None) -> None:
        """The program has called for a debugger, which shows what it does next."""
        if frame is None:
            self.stepper.begin_at_start(current_context(), "call")
            return
        if self.stepper.is_under_way("call", frame):
            # It has called once more before its line was over, as in a loop on one line.
            self.stops.stop(_REASONS["call"], frames.stack_of(frame))
        if self.breakpoint_calls.has_client:
            self.stepper.begin("call", current_context(), frame)

    def _on_change(self, frame: FrameType, begins_line: bool, ids: list[int], text: str) -> None:
        """A variable with a breakpoint on it has changed."""
        self.stepper.cancel(current_context())
        hit = ids + (self.breakpoints.hits_at(frame, True) if begins_line else [])
        self.stops.stop("data breakpoint", frames.stack_of(frame), breakpoints=hit, text=text)

    def _on_step_end(self, step: Step, frame: FrameType) -> None:
        """A step of the user's is over: control stands in ``frame``."""
        details = {}
        reason = "left" if step.has_left else _REASONS.get(step.kind, "step")
        about = None
        if self.stops_on_entry:
            self.stops_on_entry = False
            reason = "entry"
        elif step.kind == "filter" and self._switch_to_new is not None:
            about = self._switch_to_new
            details["text"] = about.text
        hit = self._hits_at_step_end(step, frame, details)
        if hit:
            details["breakpoints"] = hit
        if "text" in details and about is None:
            reason = "data breakpoint"
        self.stops.stop(reason, frames.stack_of(frame), about, step.returned, **details)

    def _hits_at_step_end(self, step: Step, frame: FrameType, details: dict) -> list[int]:
        """The breakpoints that have been hit there, too, which will not stop once more."""
        hit = []
        if self._data is not None:
            hit, text = self._data.changes(frame)
            if hit:
                details["text"] = text
        # A landing is in the middle of a call: the line was begun, and its breakpoints hit, before.
        if step.frame is not None and not step.has_left:
            hit += self.breakpoints.hits_at(frame, step.waits_for == Step.NEXT_LINE)
        return hit

    def _on_exception(self, error: BaseException, mode: str, stack: list[FramePosition]) -> None:
        self.stepper.cancel(current_context())
        if mode == "userUnhandled":
            # Where it is about to leave the user's code, whoever raised it.
            stack = frames.from_user(stack)
        about = explanations.stop_at(error, mode, self._continuations)
        self.stops.stop("exception", stack, about, text=exceptions.headline(error))

    def _on_wanted_switch(self, event: str, origin: object, target: object) -> None:
        label = self._continuations.label
        about = StopAtSwitch.of(event, label(origin), label(target))
        frame = frames.current_program_frame()
        if frame is None:
            self._switch_to_new = about
            self.stepper.begin_at_start(current_context(), "filter")
        else:
            self.stops.stop("switch", frames.stack_of(frame), about, text=about.text)

    def _on_resumption(self) -> None:
        """Control has come to a continuation that the user waits for."""
        frame = frames.current_program_frame()
        if frame is None:
            self.stepper.begin_at_start(current_context(), "arrival")
        else:
            self.stepper.cancel(current_context())
            self.stops.stop("arrival", frames.stack_of(frame))

    def _on_going_on(self) -> None:
        self.breakpoints.goes_on()
        if self._data is not None:
            self._data.goes_on()
