"""Steps: running on until the selected continuation has got one line further.

A step belongs to a continuation. Others run freely meanwhile, and a step waits
for as long as it takes its continuation to go on, or to die: then it ends in the
parent, where control went.
"""

from __future__ import annotations

import sys
from _weakref import ref
from types import CodeType, FrameType

from ..code import frames, paths, user_code
from ..continuations import tasks
from ..continuations.continuations import current_context, last_context_of
from ..continuations.guest_threads import is_main_context
from ..continuations.switch_hook import SwitchHook
from ..watching.code_events import CodeEvents
from ..watching.monitor import STEP_TOOL, WatchedCode, events, on
from .calls import CallSite
from .step import Step

# Code flags (Include/cpython/code.h).
_GENERATOR = 0x20
_COROUTINE = 0x80 | 0x100
_ASYNC_GENERATOR = 0x200
_SUSPENDABLE = _GENERATOR | _COROUTINE | _ASYNC_GENERATOR


_LEAVING = events.PY_RETURN | events.PY_YIELD

# What has to be watched in the frame that a step waits in.
_EVENTS = {
    Step.NEXT_LINE: events.LINE | events.CALL | _LEAVING,
    Step.NEXT_INSTRUCTION: events.INSTRUCTION | _LEAVING,
    Step.RETURN_TO: events.INSTRUCTION,
    Step.LEAVE: _LEAVING,
}

# What ends when the frame is left, whichever comes first.
_BEFORE_LEAVING = (Step.NEXT_LINE, Step.NEXT_INSTRUCTION, Step.LEAVE)


class Stepper:
    """All steps under way: at most one for each continuation."""

    def __init__(self, switches: SwitchHook, stop) -> None:
        """``stop(step, frame)`` is called where a step ends; ``step`` is over by then."""
        self._switches = switches
        self._stop = stop
        self._steps: list[Step] = []
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
        if _is_leaving(frame):
            self._leave(step, frame)

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

    def begin_to_stay(self, context: int) -> None:
        """Begins a step that ends only when control leaves the continuation."""
        self._add(Step("stay", context, Step.NOTHING, stays=True))

    def cancel(self, context: int) -> None:
        """Forgets the step of a continuation, which has stopped for another reason."""
        step = self._step_of(context)
        if step is not None:
            self._steps.remove(step)
            self._watch()

    def cancel_all(self) -> None:
        """Forgets the steps of all continuations."""
        self._steps.clear()
        self._watch()

    def _add(self, step: Step) -> None:
        replaced = None if step.context is None else self._step_of(step.context)
        if replaced is not None:
            self._steps.remove(replaced)
        self._steps.append(step)
        if step.ends_anywhere:
            # Earlier steps did without the starts of library code.
            sys.monitoring.restart_events()
        self._watch()

    def _step_of(self, context: int) -> Step | None:
        return next((step for step in self._steps if step.context == context), None)

    # ---- watching ----

    def _watch(self) -> None:
        """Asks for the events that the steps under way need, and no others."""
        steps = self._steps
        local = CodeEvents()
        for step in steps:
            if step.frame is not None:
                local.update(step.called)
                local.add(step.frame.f_code, _EVENTS[step.waits_for])
        everywhere = events.PY_UNWIND if steps else 0
        if any(step.enters_calls or step.waits_for == Step.START for step in steps):
            everywhere |= events.PY_START | events.PY_RESUME | events.PY_THROW
        self._watched.watch(local, everywhere)
        self._switches.listen(self._on_switch, any(map(_follows_switches, steps)))

    def _waiting_in(self, frame: FrameType | None, *waits_for: str) -> Step | None:
        for step in self._steps:
            if step.frame is frame and step.waits_for in waits_for:
                return step
        return None

    def _is_stepped_through(self, frame: FrameType) -> bool:
        """Whether steps pass over the frame: it is a library's, and those do not count."""
        filename = frame.f_code.co_filename
        return paths.is_agent(filename) or user_code.is_skipped(filename)

    def _user_frame(self, frame: FrameType) -> FrameType | None:
        """The first frame, from ``frame`` outwards, that steps do not pass over."""
        return self._caller(frame) if self._is_stepped_through(frame) else frame

    def _caller(self, frame: FrameType) -> FrameType | None:
        """The first frame outside of ``frame`` that steps do not pass over. That of a task
        is the one that awaits the task, if any does."""
        while (outer := frame.f_back) is not None and self._is_stepped_through(outer):
            if _is_task_of(frame, outer):
                for awaiting in tasks.frames_awaiting():
                    if not self._is_stepped_through(awaiting):
                        return awaiting
            frame = outer
        return outer

    # ---- where steps end ----

    def _finish(self, step: Step, frame: FrameType) -> None:
        self._steps.remove(step)
        self._watch()
        self._stop(step, frame)

    def _on_line(self, code: CodeType, line: int) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(frame, Step.NEXT_LINE)
        if step is not None and not frames.passes_exception_on(code, frame):
            self._finish(step, frame)

    def _on_instruction(self, code: CodeType, offset: int) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(frame, Step.RETURN_TO, Step.NEXT_INSTRUCTION)
        # Instructions that clean up after an exception belong to no line.
        if step is None or frame.f_lineno is None:
            return
        if step.waits_for == Step.NEXT_INSTRUCTION and step.began_at == offset:
            step.began_at = None
            return
        self._finish(step, frame)

    # ---- what comes back from calls ----

    def _on_call(self, code: CodeType, offset: int, function: object, argument: object) -> None:
        step = self._waiting_in(sys._getframe(1), Step.NEXT_LINE)
        called = getattr(function, "__code__", None)
        if step is not None and type(called) is CodeType and called not in step.called:
            step.called.add(called, events.PY_RETURN)
            self._watch()

    def _note_returned(self, code: CodeType, frame: FrameType, value: object) -> None:
        step = self._waiting_in(frame.f_back, Step.NEXT_LINE)
        if step is not None and code in step.called:
            step.returned.append((code.co_qualname, value))

    # ---- where a frame is left ----

    def _on_return(self, code: CodeType, offset: int, value: object) -> None:
        frame = sys._getframe(1)
        self._note_returned(code, frame, value)
        step = self._waiting_in(frame, *_BEFORE_LEAVING)
        if step is not None:
            step.returned = [(code.co_qualname, value)]
            self._leave(step, frame)

    def _on_yield(self, code: CodeType, offset: int, value: object) -> None:
        if code.co_flags & _COROUTINE or (
            code.co_flags & _ASYNC_GENERATOR
            and type(value).__name__ != "async_generator_wrapped_value"
        ):
            # It awaits something: its caller is the event loop, and not where
            # anybody wants to go.
            return
        frame = sys._getframe(1)
        step = self._waiting_in(frame, *_BEFORE_LEAVING)
        if step is not None:
            self._leave(step, frame)

    def _on_unwind(self, code: CodeType, offset: int, error: BaseException) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(frame, *_BEFORE_LEAVING, Step.RETURN_TO)
        if step is not None:
            step.returned = []
            self._leave(step, frame)

    def _leave(self, step: Step, frame: FrameType) -> None:
        """The frame that the step was in is about to end."""
        step.called.clear()
        caller = self._caller(frame)
        if caller is not None and self._is_left_for_any(step, frame, caller):
            step.wait_for_any(caller)
        elif caller is not None:
            step.wait_in(caller, Step.RETURN_TO)
        elif step.context is not None and is_main_context(step.context):
            # The thread ends with its main continuation.
            self._steps.remove(step)
        else:
            step.frame = None
            step.waits_for = Step.DEATH
        self._watch()

    def _is_left_for_any(self, step: Step, frame: FrameType, caller: FrameType) -> bool:
        """Whether the step may end in other code of the user's before ``caller`` goes on,
        since a library, from which that may be far, has called ``frame``."""
        outer = frame.f_back
        if outer is caller or not _is_below(caller, frame):
            return False
        return step.kind != "out" or _is_run_by_loop(frame, caller)

    # ---- where steps go in ----

    def _on_start(self, code: CodeType, offset: int) -> object:
        frame = sys._getframe(1)
        is_library = self._is_stepped_through(frame)
        if is_library and not any(step.ends_anywhere for step in self._steps):
            return sys.monitoring.DISABLE
        self._enter(frame, is_library)
        return None

    def _on_throw(self, code: CodeType, offset: int, error: BaseException) -> None:
        """A generator goes on with an exception, which may be where a step goes in."""
        frame = sys._getframe(1)
        self._enter(frame, self._is_stepped_through(frame))

    def _enter(self, frame: FrameType, is_library: bool) -> None:
        """A frame begins or goes on, which may be where this continuation's step goes in.

        Into a library's frame only a step goes that may end there.
        """
        step = self._step_of(current_context())
        if step is None or step.frame is frame or (is_library and not step.ends_anywhere):
            return
        if step.waits_for == Step.START or step.enters(frame.f_back):
            step.wait_in(frame, Step.NEXT_LINE)
            self._watch()

    def _on_switch(self, event: str, origin: object, target: object) -> None:
        """Control has passed to ``target``, in which this runs."""
        left = last_context_of(origin)
        arrived = current_context()
        for step in tuple(self._steps):
            if step.context == left and step.stays:
                step.has_left = True
                self._arrive(step, arrived, is_landing=True)
            elif step.context == left and origin.dead and step.frame is None:
                self._arrive(step, arrived, is_landing=True)
            elif step.kind == "switch" and step.frame is None:
                self._arrive(step, arrived, is_landing=True)
            elif step.waits_for == Step.ARRIVAL and step.greenlet() is target:
                self._arrive(step, arrived, is_landing=True)
            elif step.context == left and step.enters(frames.suspended_frame(origin)):
                self._arrive(step, arrived, is_landing=False)

    def _arrive(self, step: Step, context: int, is_landing: bool) -> None:
        """The step follows control into the running continuation.

        ``is_landing``: it ends where that stands, in the call that switched away,
        unless the step began there; else at that continuation's next line.
        """
        top = frames.current_program_frame()
        if top is None:
            self._move(step, context)
            step.wait_in(None, Step.START)
            self._watch()
            return
        frame = top if step.ends_anywhere else self._user_frame(top)
        self._move(step, context)
        if frame is None:
            # It runs a library's code only: on from there.
            step.wait_for_any(None)
            self._watch()
            return
        if frame is not top:
            step.wait_in(frame, Step.RETURN_TO)
            self._watch()
        elif is_landing and frame is not step.began_in:
            self._finish(step, frame)
        else:
            step.wait_in(frame, Step.NEXT_LINE)
            self._watch()

    def _move(self, step: Step, context: int) -> None:
        """Makes the step the running continuation's."""
        other = self._step_of(context)
        if other is not None and other is not step:
            self._steps.remove(other)
        step.context = context
        step.called.clear()


def _is_leaving(frame: FrameType) -> bool:
    """Whether the frame stands at the very instruction that leaves it.

    The interpreter has looked up what to do there before it reports the line or
    the instruction, so events that are asked for at the stop come too late.
    ``return 1`` is such a line, and so is ``return f()`` once ``f`` has returned.
    """
    from opcode import opname

    if frame.f_lasti < 0:
        return False
    operation = opname[frame.f_code.co_code[frame.f_lasti]]
    if operation == "YIELD_VALUE":
        # Where a coroutine awaits, its caller is the event loop.
        return not frame.f_code.co_flags & (_COROUTINE | _ASYNC_GENERATOR)
    return operation in ("RETURN_VALUE", "RETURN_CONST")


def _is_task_of(frame: FrameType, outer: FrameType) -> bool:
    """Whether ``frame`` is the outermost one of a coroutine that ``outer`` runs."""
    flags = frame.f_code.co_flags
    return bool(flags & _COROUTINE) and not outer.f_code.co_flags & _SUSPENDABLE


def _is_below(frame: FrameType, inner: FrameType | None) -> bool:
    """Whether ``frame`` is on the stack of ``inner``, and not one that awaits it."""
    while inner is not None and inner is not frame:
        inner = inner.f_back
    return inner is not None


def _is_run_by_loop(frame: FrameType, caller: FrameType) -> bool:
    """Whether an event loop runs ``frame``, on whose end ``caller`` waits."""
    while frame is not caller and (outer := frame.f_back) is not None:
        if _is_task_of(frame, outer):
            return outer is not caller
        frame = outer
    return False


def _follows_switches(step: Step) -> bool:
    return step.enters_calls or step.stays or step.frame is None
