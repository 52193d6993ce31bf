"""Steps: running on until the user's code has got one line further.

One rule says where a step ends: *at the next of the user's code that runs where the step is.*
A step is in one continuation, and others run freely meanwhile.

* In a frame it is where that goes on: at its next line.
* When the frame is left, it is with whoever goes on then: the caller, which is in the middle
  of its own line, or who awaits the task, be it from a greenlet that a coroutine of a library
  resumes with the result.
* Where a library is to decide who goes on, the step is open: a library's frame has called the
  one that is left, and there need be none of the user's below. Or control has come to a
  continuation that stands in a library, or runs nothing yet. Whatever of the user's runs there
  next ends the step, and where the library passes control on, the step goes along.
* When a continuation dies, it is in the parent, where control went. With its thread it ends;
  in the first thread, once what the interpreter calls at the end of the program has run.

So no step is lost as long as its thread runs code of the user's.
"""

from __future__ import annotations

import sys
from _weakref import ref
from types import CodeType, FrameType

from ..code import exception_cleanup, frames
from ..continuations.continuations import current_context, last_context_of
from ..continuations.guest_threads import MAIN_CONTEXT, is_main_context
from ..continuations.switch_hook import SwitchHook
from ..watching.monitor import STEP_TOOL, WatchedCode, events, on
from . import callers
from .calls import CallSite
from .step import Step
from .under_way import StepsUnderWay

# What ends when the frame is left, whichever comes first.
_BEFORE_LEAVING = (Step.NEXT_LINE, Step.NEXT_INSTRUCTION, Step.LEAVE)


class Stepper:
    """All steps under way: at most one for each continuation."""

    def __init__(self, switches: SwitchHook, stop) -> None:
        """``stop(step, frame)`` is called where a step ends; ``step`` is over by then."""
        self._switches = switches
        self._stop = stop
        self._steps = StepsUnderWay()
        self._watched = WatchedCode(STEP_TOOL)
        on(STEP_TOOL, events.LINE, self._on_line)
        on(STEP_TOOL, events.CALL, self._on_call)
        on(STEP_TOOL, events.INSTRUCTION, self._on_instruction)
        on(STEP_TOOL, events.PY_RETURN, self._on_return)
        on(STEP_TOOL, events.PY_YIELD, self._on_yield)
        on(STEP_TOOL, events.PY_UNWIND, self._on_unwind)
        on(STEP_TOOL, events.PY_START, self._on_start)
        on(STEP_TOOL, events.PY_RESUME, self._on_start)
        on(STEP_TOOL, events.PY_THROW, self._on_throw)

    # ---- beginning ----

    def begin(
        self,
        kind: str,
        context: int,
        frame: FrameType,
        call: CallSite | None = None,
        stays: bool = False,
        is_instruction: bool = False,
    ) -> None:
        """Begins a step (``over``, ``in``, ``out``) in the top frame of a continuation.

        ``call`` is the only call to go into. ``stays``: the step also ends when
        control leaves the continuation. ``is_instruction``: it goes on to the next
        instruction instead of the next line.
        """
        if kind == "out":
            waits_for = Step.LEAVE
        else:
            waits_for = Step.NEXT_INSTRUCTION if is_instruction else Step.NEXT_LINE
        step = Step(kind, context, waits_for, frame, call=call, stays=stays)
        self._add(step)
        if callers.is_leaving(frame):
            self._leave(step, frame, is_told=False)

    def begin_on_way_out(self, kind: str, context: int) -> None:
        """Begins a step in the running continuation, the frame of which an exception is leaving."""
        frame = frames.current_program_frame()
        step = Step(kind, context, Step.LEAVE, frame)
        self._add(step)
        self._leave(step, frame, is_told=False)

    def begin_after_end(self, kind: str, context: int) -> None:
        """Begins a step in the running continuation, the frames of which have all ended by an
        exception. What is left are hooks for those."""
        step = Step(kind, context, Step.START)
        self._add(step)
        self._arrive(step, context, is_landing=False)

    def begin_at_start(self, context: int, kind: str = "start") -> None:
        """Begins a step that ends at the first line of a continuation's next frame."""
        self._add(Step(kind, context, Step.START))

    def begin_at_switch(self, context: int) -> None:
        """Begins a step that ends when control passes from one continuation to another."""
        self._add(Step("switch", context, Step.SWITCH))

    def begin_at_arrival(self, greenlet: object) -> None:
        """Begins a step that ends when control comes to a greenlet, started or not."""
        step = Step("arrival", greenlet.gr_wasix_context_id, Step.ARRIVAL)
        # Not to be kept alive by this.
        step.greenlet = ref(greenlet)
        self._add(step)

    def begin_at_resumption(self, context: int, frame: FrameType | None) -> None:
        """Begins a step that ends when control comes to a suspended task, whose innermost frame
        it is."""
        self._add(Step("arrival", context, Step.RESUMPTION, frame))

    def begin_to_stay(self, context: int) -> None:
        """Begins a step that ends only when control leaves the continuation."""
        self._add(Step("stay", context, Step.NOTHING, stays=True))

    def is_under_way(self, kind: str, frame: FrameType) -> bool:
        """Whether there is a step of that kind which waits in ``frame``."""
        return any(step.kind == kind and step.frame is frame for step in self._steps)

    def cancel(self, context: int) -> None:
        """Forgets the step of a continuation, which has stopped for another reason."""
        self._steps.follow_task()
        self._steps.forget(context)
        self._watch()

    def cancel_all(self) -> None:
        """Forgets the steps of all continuations."""
        self._steps.clear()
        self._watch()

    def _add(self, step: Step) -> None:
        self._steps.add(step)
        if step.ends_anywhere:
            # Earlier steps did without the starts of library code.
            sys.monitoring.restart_events()
        self._watch()

    # ---- watching ----

    def _watch(self) -> None:
        """Asks for the events that the steps under way need, and no others."""
        steps = self._steps
        self._watched.watch(steps.watched(), steps.watched_everywhere())
        self._switches.listen(self._on_switch, any(step.follows_switches for step in steps))

    # ---- where steps end ----

    def _finish(self, step: Step, frame: FrameType) -> None:
        # One that has waited here all the time would end here, too.
        self._steps.forget(step.context)
        self._watch()
        self._stop(step, frame)

    def _land(self, step: Step, frame: FrameType) -> None:
        """The step ends in the middle of a call that ``frame`` makes."""
        step.frame = None
        self._finish(step, frame)

    def _on_line(self, code: CodeType, line: int) -> None:
        frame = sys._getframe(1)
        step = self._steps.waiting_in(frame, Step.NEXT_LINE)
        if step is not None and not exception_cleanup.begins_by_exception(frame):
            self._finish(step, frame)

    def _on_instruction(self, code: CodeType, offset: int) -> None:
        frame = sys._getframe(1)
        step = self._steps.waiting_in(frame, Step.RETURN_TO, Step.NEXT_INSTRUCTION)
        # Instructions that clean up after an exception belong to no line.
        if step is None or frame.f_lineno is None:
            return
        if step.waits_for == Step.RETURN_TO and callers.is_passing_on(frame):
            return
        if step.waits_for == Step.NEXT_INSTRUCTION and step.began_at == offset:
            step.began_at = None
            return
        self._finish(step, frame)

    # ---- what comes back from calls ----

    def _on_call(self, code: CodeType, offset: int, function: object, argument: object) -> None:
        step = self._steps.waiting_in(sys._getframe(1), Step.NEXT_LINE)
        if step is not None and step.notes_call(function):
            self._watch()

    # ---- where a frame is left ----

    def _on_return(self, code: CodeType, offset: int, value: object) -> None:
        frame = sys._getframe(1)
        callers_step = self._steps.waiting_in(frame.f_back, Step.NEXT_LINE)
        if callers_step is not None and code in callers_step.called:
            callers_step.returned.append((code.co_qualname, value))
        self._on_end(frame, [(code.co_qualname, value)])

    def _on_yield(self, code: CodeType, offset: int, value: object) -> None:
        if code.co_flags & callers.COROUTINE or (
            code.co_flags & callers.ASYNC_GENERATOR
            and type(value).__name__ != "async_generator_wrapped_value"
        ):
            # It awaits something: its caller is the event loop, and not where
            # anybody wants to go.
            return
        frame = sys._getframe(1)
        step = self._steps.waiting_in(frame, Step.NEXT_LINE)
        if step is not None and step.has_only_resumed(frame):
            # It has passed on what another iterator made, and run nothing of its own.
            step.go_back()
            self._watch()
        else:
            self._on_end(frame, [])

    def _on_end(self, frame: FrameType, returned: list[tuple[str, object]]) -> None:
        step = self._steps.waiting_in(frame, *_BEFORE_LEAVING)
        if step is not None:
            step.returned = returned
            self._leave(step, frame, is_told=True)
            return
        for step in self._steps:
            if step.callee is not frame:
                continue
            if step.frame is not None:
                step.returned = step.returned or returned
                self._land(step, step.frame)
            elif is_main_context(current_context()):
                self._leave_thread(step)

    def _on_unwind(self, code: CodeType, offset: int, error: BaseException) -> None:
        frame = sys._getframe(1)
        step = self._steps.waiting_in(frame, *_BEFORE_LEAVING, Step.RETURN_TO)
        if step is not None:
            step.returned = []
            self._leave(step, frame, is_told=False)

    def _leave(self, step: Step, frame: FrameType, is_told: bool) -> None:
        """The frame that the step was in is about to end.

        ``is_told``: this is the event of its return, at which the caller still stands in its
        line, even if nothing is left to do there.
        """
        caller = callers.caller_of(frame)
        callee = callers.called_by(caller, frame)
        if step.kind == "call" and is_told and (caller is None or callee not in (None, frame)):
            # It calls for a debugger at its very end: what comes next is a library's to decide.
            self._land(step, frame)
            return
        if caller is None and callee is frame:
            self._leave_continuation(step)
            return
        is_open = callee is not frame and (
            caller is None or step.kind != "out" or callers.is_run_by_loop(frame, caller)
        )
        if callee is None:
            step.wait_in(caller, Step.RETURN_TO)
            step.awaited_by = callers.coroutines_awaiting(frame)
        elif is_open:
            step.wait_for_any(caller, callee)
        elif is_told and callee is frame and not step.is_instruction:
            self._land(step, caller)
            return
        else:
            step.wait_in(caller, Step.RETURN_TO, None if step.is_instruction else callee)
            step.awaited_by = callers.coroutines_awaiting(frame)
            # What C code calls before it returns, too.
            step.enters_calls = step.kind == "in"
        self._watch()

    def _leave_continuation(self, step: Step) -> None:
        """The last frame of the continuation is about to end, and is the user's."""
        if step.context is not None and is_main_context(step.context):
            self._leave_thread(step)
        else:
            step.wait_in(None, Step.DEATH)
            self._watch()

    def _leave_thread(self, step: Step) -> None:
        """The last frame of a thread's main continuation is about to end."""
        if step.context == MAIN_CONTEXT:
            # The interpreter goes on there: with hooks for exceptions, then with what was
            # registered for the end of the program. Nobody gets what was returned.
            step.returned = []
            step.wait_for_any(None, None)
            self._watch()
        else:
            self._steps.remove(step)
            self._watch()

    # ---- where steps go in ----

    def _on_start(self, code: CodeType, offset: int) -> object:
        frame = sys._getframe(1)
        if self._resume(frame):
            return None
        is_library = callers.is_stepped_through(frame)
        if is_library and not any(step.ends_anywhere for step in self._steps):
            return sys.monitoring.DISABLE
        self._enter(frame, is_library)
        return None

    def _on_throw(self, code: CodeType, offset: int, error: BaseException) -> None:
        """A generator goes on with an exception, which may be where a step goes in."""
        frame = sys._getframe(1)
        if not self._resume(frame):
            self._enter(frame, callers.is_stepped_through(frame))

    def _resume(self, frame: FrameType) -> bool:
        """Ends the step that has waited for a suspended task to go on in ``frame``, if any."""
        step = self._steps.waiting_in(frame, Step.RESUMPTION)
        if step is not None:
            self._land(step, frame)
        return step is not None

    def _enter(self, frame: FrameType, is_library: bool) -> None:
        """A frame begins or goes on, which may be where this continuation's step goes in.

        Into a library's frame only a step goes that may end there.
        """
        self._steps.follow_task()
        context = current_context()
        for step in self._steps:
            if step.context != context or step.frame is frame:
                continue
            if is_library and not step.ends_anywhere:
                continue
            if step.waits_for == Step.START or step.enters(frame.f_back):
                step.wait_in(frame, Step.NEXT_LINE)
                # What it awaits, or yields from, goes on before it does.
                step.enters_calls = step.is_resuming = callers.is_delegating(frame)
                self._watch()

    def _on_switch(self, event: str, origin: object, target: object) -> None:
        """Control has passed to ``target``, in which this runs."""
        self._steps.follow_task()
        left = last_context_of(origin)
        arrived = current_context()
        for step in self._steps:
            if step.context == left and step.stays:
                step.has_left = True
                self._arrive(step, arrived, is_landing=True)
            elif step.context == left and origin.dead and step.frame is None:
                self._arrive(step, arrived, is_landing=True)
            elif step.kind == "switch" and step.frame is None:
                self._arrive(step, arrived, is_landing=True)
            elif step.waits_for == Step.ARRIVAL and step.greenlet() is target:
                self._arrive(step, arrived, is_landing=True)
            elif step.context == left and self._resumes_caller(step, origin):
                self._come_back(step, arrived)
            elif step.context == left and step.enters(frames.suspended_frame(origin)):
                # What is left of a line ends the greenlets that nobody holds any more, too.
                if event == "switch" or not step.has_moved_within_line:
                    self._arrive(step, arrived, is_landing=False)

    def _resumes_caller(self, step: Step, origin: object) -> bool:
        """Whether a coroutine that awaited what was left did so for the running continuation,
        which is now given the result, and code of the user's waits for that here."""
        if not step.is_awaited_in(frames.suspended_frame(origin)):
            return False
        top = frames.current_program_frame()
        return top is not None and callers.user_frame(top) is not None

    def _come_back(self, step: Step, context: int) -> None:
        """The step goes on with the caller, which is in the running continuation."""
        step.context = context
        top = frames.current_program_frame()
        caller = callers.user_frame(top)
        if caller is top:
            self._land(step, caller)
            return
        step.wait_in(caller, Step.RETURN_TO, callers.called_by(caller, top))
        self._watch()

    def _arrive(self, step: Step, context: int, is_landing: bool) -> None:
        """The step follows control into the running continuation.

        ``is_landing``: it ends where that stands, in the call that switched away,
        unless the step began there; else at that continuation's next line.
        """
        step.context = context
        top = frames.current_program_frame()
        frame = top
        if top is not None and not step.ends_anywhere:
            frame = callers.user_frame(top)
        if frame is not None and frame is step.began_in and not step.stays:
            step.go_back()
        elif frame is None or frame is not top:
            step.wait_for_any(frame, None if top is None else callers.called_by(frame, top))
        elif is_landing:
            self._land(step, frame)
            return
        else:
            step.wait_in(frame, Step.NEXT_LINE)
            # What is left of the line may call, or switch.
            step.enters_calls = step.kind == "in"
        self._watch()
