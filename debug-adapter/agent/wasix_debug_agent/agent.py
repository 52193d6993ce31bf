"""The agent itself: what happens at each event, and the answers to commands."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

import _signal
import _wasix_host

from . import channel, exceptions, frames, output, paths
from .breakpoint_watch import BreakpointWatch
from .continuations import current_context
from .inspection import Inspection
from .monitor import (
    BREAKPOINT_TOOL,
    WatchedCode,
    claim_tools,
    events,
    on,
)
from .refusal import Refusal
from .stepping import Step, Stepper

# The host raises it to make a running program read its channel: ATTENTION_SIGNAL
# in runtime/signals.ts.
_ATTENTION_SIGNAL = 40


class Agent:
    """The debugger's side of one program."""

    def __init__(self) -> None:
        self._everywhere = WatchedCode(BREAKPOINT_TOOL)
        self._just_my_code = True
        self._stop_on_entry = False
        self._filters: frozenset[str] = frozenset()
        self._inspection: Inspection | None = None
        self._may_go_on = False
        claim_tools()
        self._breakpoints = BreakpointWatch(self._on_breakpoints)
        self._stepper = Stepper(self._on_step_end)
        # Comes into being with the first question about data.
        self._data = None
        # A frame that the user has made go on at another line.
        self._jumped: FrameType | None = None
        on(BREAKPOINT_TOOL, events.PY_START, self._on_start)
        on(BREAKPOINT_TOOL, events.RAISE, self._on_raise)

    def start(self) -> None:
        """Prepares the interpreter and waits until the session lets the program run."""
        output.install()
        channel.send({"event": "ready"})
        self._converse()
        _wasix_host.on_unhandled_exception(self._on_unhandled)
        _signal.signal(_ATTENTION_SIGNAL, self._on_attention)
        self._watch()

    def _watch(self) -> None:
        wanted = events.PY_START
        if "raised" in self._filters:
            wanted |= events.RAISE
        self._everywhere.watch_everywhere(wanted)

    # ---- events ----

    def _on_start(self, code: CodeType, offset: int) -> object:
        """Some code runs for the first time."""
        frame = sys._getframe(1)
        answer = self._breakpoints.on_start(code, frame)
        if self._stop_on_entry and code.co_name == "<module>":
            if frame.f_globals.get("__name__") == "__main__":
                self._stepper.begin_at_start(frame)
        return answer

    def _on_breakpoints(self, reason: str, frame: FrameType, ids: list[int]) -> None:
        self._stepper.cancel(current_context())
        self._stop(reason, frames.stack_of(frame), breakpoints=ids)

    def _on_change(
        self, frame: FrameType, begins_line: bool, ids: list[int], text: str
    ) -> None:
        """A variable with a breakpoint on it has changed."""
        self._stepper.cancel(current_context())
        hit = ids + (self._breakpoints.hits_at(frame, True) if begins_line else [])
        self._stop("data breakpoint", frames.stack_of(frame), breakpoints=hit, text=text)

    def _on_step_end(self, step: Step, frame: FrameType) -> None:
        """A step of the user's is over: control stands in ``frame``."""
        details = {}
        reason = "step"
        hit = []
        if self._data is not None:
            hit, text = self._data.changes(frame)
            if hit:
                reason = "data breakpoint"
                details["text"] = text
        if step.waits_for != Step.DEATH:
            hit += self._breakpoints.hits_at(frame, step.waits_for == Step.NEXT_LINE)
        if hit:
            details["breakpoints"] = hit
        if self._stop_on_entry:
            self._stop_on_entry = False
            reason = "entry"
        self._stop(reason, frames.stack_of(frame), **details)

    def _on_raise(self, code: CodeType, offset: int, error: BaseException) -> None:
        if not exceptions.is_news(error):
            return
        if self._just_my_code and not paths.is_user_code(code.co_filename):
            return
        stack = frames.stack_of(sys._getframe(1))
        self._stop_at_exception(error, stack, is_unhandled=False)

    def _on_unhandled(self, error: BaseException) -> None:
        if "uncaught" in self._filters:
            stack = frames.stack_of_traceback(error.__traceback__)
            self._stop_at_exception(error, stack, is_unhandled=True)

    def _on_attention(self, signal: int, frame: FrameType | None) -> None:
        """Reads the commands that came while the program ran."""
        if self._inspection is not None:
            # The program stands still, and its commands are being read.
            return
        program = frames.program_frame(frame)
        while (message := channel.try_receive()) is not None:
            if message["command"] == "pause":
                self._reply(message, None)
                self._stop("pause", frames.stack_of(program))
            else:
                self._perform(message)

    # ---- standing still ----

    def _stop_at_exception(
        self, error: BaseException, stack: list[frames.FramePosition], is_unhandled: bool
    ) -> None:
        self._stepper.cancel(current_context())
        text = exceptions.headline(error)
        self._stop("exception", stack, (error, is_unhandled), text=text)

    def _stop(
        self,
        reason: str,
        stack: list[frames.FramePosition],
        raised: tuple[BaseException, bool] | None = None,
        **details: object,
    ) -> None:
        """Keeps the program standing until the session lets it go on."""
        if self._inspection is not None:
            return
        output.flush()
        self._inspection = Inspection(stack, raised)
        _wasix_host.enter_debugger()
        try:
            channel.send(
                {"event": "stopped", "reason": reason, "context": current_context(), **details}
            )
            self._converse()
            while self._jumped is not None:
                frame, self._jumped = self._jumped, None
                self._inspection = Inspection(frames.stack_of(frame), None)
                channel.send(
                    {"event": "stopped", "reason": "goto", "context": current_context()}
                )
                self._converse()
        finally:
            _wasix_host.leave_debugger()
            self._inspection = None
            if self._data is not None:
                self._data.goes_on()

    def _converse(self) -> None:
        """Answers commands until one lets the program run."""
        self._may_go_on = False
        while not self._may_go_on:
            self._perform(channel.receive())

    def _perform(self, message: dict) -> None:
        command = getattr(self, f"_do_{message['command']}", None) or getattr(
            self._breakpoints, f"do_{message['command']}", None
        )
        try:
            if command is not None:
                body = command(**message["args"])
            elif self._inspection is not None:
                body = self._inspection.perform(message["command"], message["args"])
            else:
                raise RuntimeError("the program is running; pause it first")
        except Refusal as refusal:
            channel.send({"reply": message["id"], "error": str(refusal)})
        except Exception as error:
            channel.send({"reply": message["id"], "error": exceptions.headline(error)})
        else:
            self._reply(message, body)

    def _reply(self, message: dict, body: object) -> None:
        channel.send({"reply": message["id"], "body": body})

    # ---- commands: the names and arguments are the protocol's ----

    def _do_run(self, stopOnEntry: bool, justMyCode: bool) -> None:
        self._stop_on_entry = stopOnEntry
        self._just_my_code = self._stepper.just_my_code = justMyCode
        self._may_go_on = True

    def _do_setExceptionFilters(self, filters: list[str]) -> None:
        self._filters = frozenset(filters)
        self._watch()

    def _data_watch(self):
        if self._data is None:
            from .data_breakpoints import DataWatch

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
        from .jumps import jump

        assert self._inspection is not None
        frame = self._inspection.active_frame(context)
        jump(frame, line)
        self._jumped = frame
        self._may_go_on = True

    def _do_resume(self) -> None:
        self._may_go_on = True

    def _do_step(self, kind: str, context: int, isInstruction: bool = False) -> None:
        assert self._inspection is not None
        greenlet, frame = self._inspection.continuation(context)
        if frame is not None:
            self._stepper.begin(kind, context, greenlet, frame, isInstruction)
        self._may_go_on = True

    def _do_terminate(self) -> dict:
        handler = _signal.getsignal(_signal.SIGTERM)
        if not callable(handler):
            return {"willEnd": False}
        _signal.raise_signal(_signal.SIGTERM)
        self._may_go_on = True
        return {"willEnd": True}
