"""Steps: running on until the selected continuation has got one line further.

A step belongs to a continuation. Others run freely meanwhile, and a step waits
for as long as it takes its continuation to go on, or to die: then it ends in the
parent, where control went.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from . import frames, paths
from .continuations import current_context, current_greenlet, greenlet_module
from .monitor import STEP_TOOL, WatchedCode, events, on

# Code flags (Include/cpython/code.h).
_COROUTINE = 0x80 | 0x100
_ASYNC_GENERATOR = 0x200



class Step:
    """A step under way. It waits, in ``frame``, for one of these things."""

    # The frame's next line, or its end.
    NEXT_LINE = "next line"
    # The frame's next instruction, or its end.
    NEXT_INSTRUCTION = "next instruction"
    # The frame's next instruction: what it called has come back.
    RETURN_TO = "return to"
    # The end of ``frame``, whatever line it reaches before.
    LEAVE = "leave"
    # The death of the continuation, whose last frame is gone.
    DEATH = "death"

    __slots__ = ("kind", "context", "greenlet", "frame", "waits_for", "enters_calls", "origin")

    def __init__(self, kind: str, context: int, greenlet: object, frame: FrameType) -> None:
        self.kind = kind
        self.context = context
        self.greenlet = greenlet
        self.frame: FrameType | None = frame
        self.waits_for = Step.LEAVE if kind == "out" else Step.NEXT_LINE
        self.enters_calls = kind == "in"
        # The offset of the instruction at which it begins, whose events may be still to come.
        self.origin: int | None = frame.f_lasti

    def wait_in(self, frame: FrameType, waits_for: str) -> None:
        """Goes on in another frame; it will not be left for a call or a switch again."""
        self.frame = frame
        self.waits_for = waits_for
        self.enters_calls = False


_LEAVING = events.PY_RETURN | events.PY_YIELD

# What has to be watched in the frame that a step waits in.
_EVENTS = {
    Step.NEXT_LINE: events.LINE | _LEAVING,
    Step.NEXT_INSTRUCTION: events.INSTRUCTION | _LEAVING,
    Step.RETURN_TO: events.INSTRUCTION,
    Step.LEAVE: _LEAVING,
}


class Stepper:
    """All steps under way: at most one for each continuation."""

    def __init__(self, stop) -> None:
        """``stop(step, frame)`` is called where a step ends; ``step`` is over by then."""
        self._stop = stop
        self._steps: dict[int, Step] = {}
        self._watched = WatchedCode(STEP_TOOL)
        self.just_my_code = True
        on(STEP_TOOL, events.LINE, self._on_line)
        on(STEP_TOOL, events.INSTRUCTION, self._on_instruction)
        on(STEP_TOOL, events.PY_RETURN, self._on_return)
        on(STEP_TOOL, events.PY_YIELD, self._on_yield)
        on(STEP_TOOL, events.PY_UNWIND, self._on_unwind)
        on(STEP_TOOL, events.PY_START, self._on_start)
        on(STEP_TOOL, events.PY_RESUME, self._on_start)

    def begin(
        self,
        kind: str,
        context: int,
        greenlet: object,
        frame: FrameType,
        is_instruction: bool = False,
    ) -> None:
        """Begins a step (``over``, ``in``, ``out``) in the top frame of a continuation.

        ``is_instruction``: it goes on to the next instruction instead of the next line.
        """
        step = self._steps[context] = Step(kind, context, greenlet, frame)
        if is_instruction and step.waits_for == Step.NEXT_LINE:
            step.waits_for = Step.NEXT_INSTRUCTION
        self._watch()

    def begin_at_start(self, frame: FrameType) -> None:
        """Begins a step that ends at the first line of a frame that is about to run."""
        self.begin("over", current_context(), current_greenlet(), frame)

    def cancel(self, context: int) -> None:
        """Forgets the step of a continuation, which has stopped for another reason."""
        if self._steps.pop(context, None) is not None:
            self._watch()

    def _watch(self) -> None:
        """Asks for the events that the steps under way need, and no others."""
        steps = self._steps.values()
        local: dict[CodeType, int] = {}
        for step in steps:
            if step.frame is None:
                continue
            wanted = _EVENTS[step.waits_for]
            local[step.frame.f_code] = local.get(step.frame.f_code, 0) | wanted
        everywhere = events.PY_UNWIND if steps else 0
        if any(step.enters_calls for step in steps):
            everywhere |= events.PY_START | events.PY_RESUME
        self._watched.watch(local)
        self._watched.watch_everywhere(everywhere)
        self._watch_switches(any(s.enters_calls or s.waits_for == Step.DEATH for s in steps))

    def _watch_switches(self, wanted: bool) -> None:
        module = greenlet_module()
        if module is not None:
            module.wasix_set_switch_hook(self._on_switch if wanted else None)

    def _waiting_in(self, frame: FrameType, *waits_for: str) -> Step | None:
        for step in self._steps.values():
            if step.frame is frame and step.waits_for in waits_for:
                return step
        return None

    def _is_stepped_through(self, frame: FrameType) -> bool:
        """Whether steps pass over the frame: it is a library's, and those do not count."""
        filename = frame.f_code.co_filename
        if paths.is_agent(filename):
            return True
        return self.just_my_code and not paths.is_user_code(filename)

    # ---- where steps end ----

    def _finish(self, step: Step, frame: FrameType) -> None:
        del self._steps[step.context]
        self._watch()
        self._stop(step, frame)

    def _on_line(self, code: CodeType, line: int) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(frame, Step.NEXT_LINE)
        if step is not None:
            self._finish(step, frame)

    def _on_instruction(self, code: CodeType, offset: int) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(frame, Step.RETURN_TO, Step.NEXT_INSTRUCTION)
        if step is None:
            return
        if step.waits_for == Step.NEXT_INSTRUCTION and step.origin == offset:
            step.origin = None
            return
        self._finish(step, frame)

    # ---- where a frame is left ----

    def _on_return(self, code: CodeType, offset: int, value: object) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(frame, Step.NEXT_LINE, Step.NEXT_INSTRUCTION, Step.LEAVE)
        if step is not None:
            self._leave(step, frame)

    def _on_yield(self, code: CodeType, offset: int, value: object) -> None:
        if code.co_flags & _COROUTINE or (
            code.co_flags & _ASYNC_GENERATOR
            and type(value).__name__ != "async_generator_wrapped_value"
        ):
            # It awaits something: its caller is the event loop, and not where
            # anybody wants to go.
            return
        self._on_return(code, offset, value)

    def _on_unwind(self, code: CodeType, offset: int, error: BaseException) -> None:
        frame = sys._getframe(1)
        step = self._waiting_in(
            frame, Step.NEXT_LINE, Step.NEXT_INSTRUCTION, Step.LEAVE, Step.RETURN_TO
        )
        if step is not None:
            self._leave(step, frame)

    def _leave(self, step: Step, frame: FrameType) -> None:
        """The frame that the step was in is about to end."""
        self._go_to_caller(step, frame.f_back)
        self._watch()

    def _go_to_caller(self, step: Step, caller: FrameType | None) -> None:
        while caller is not None and self._is_stepped_through(caller):
            caller = caller.f_back
        if caller is not None:
            step.wait_in(caller, Step.RETURN_TO)
        elif step.context == 0:
            # The program ends with its main continuation.
            del self._steps[step.context]
        else:
            step.frame = None
            step.waits_for = Step.DEATH

    # ---- where steps go in ----

    def _on_start(self, code: CodeType, offset: int) -> object:
        frame = sys._getframe(1)
        if self._is_stepped_through(frame):
            return sys.monitoring.DISABLE
        step = next((step for step in self._steps.values() if step.enters_calls), None)
        if step is not None and step.frame is not frame:
            self._move(step)
            step.wait_in(frame, Step.NEXT_LINE)
            self._watch()
        return None

    def _on_switch(self, event: str, origin: object, target: object) -> None:
        """Control has passed to ``target``, in which this runs."""
        died = [
            step
            for step in self._steps.values()
            if step.waits_for == Step.DEATH and step.greenlet is origin and origin.dead
        ]
        for step in died:
            self._arrive(step, is_landing=True)
        for step in [step for step in self._steps.values() if step.enters_calls]:
            self._arrive(step, is_landing=False)

    def _arrive(self, step: Step, is_landing: bool) -> None:
        """The step follows control into the running continuation.

        ``is_landing``: it ends where that stands, in the call that switched away;
        else at that continuation's next line.
        """
        top = frames.current_program_frame()
        frame = top
        while frame is not None and self._is_stepped_through(frame):
            frame = frame.f_back
        if frame is None:
            # It has not begun yet, or runs a library's code only.
            return
        self._move(step)
        if frame is not top:
            step.wait_in(frame, Step.RETURN_TO)
            self._watch()
        elif is_landing:
            self._finish(step, frame)
        else:
            step.wait_in(frame, Step.NEXT_LINE)
            self._watch()

    def _move(self, step: Step) -> None:
        """Makes the step the running continuation's."""
        del self._steps[step.context]
        step.context = current_context()
        step.greenlet = current_greenlet()
        self._steps[step.context] = step
