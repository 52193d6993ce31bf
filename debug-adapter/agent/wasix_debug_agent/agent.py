"""The agent itself: its parts, and the program's life from the first line to the last."""

from __future__ import annotations

import _signal
import atexit
import sys
from types import CodeType, FrameType

from .code import frames, modules
from .continuations.continuations import Continuations, current_context
from .continuations.exit_report import ExitReport
from .continuations.greenlet_table import GreenletTable
from .conversation import channel
from .live_commands import LiveCommands
from .stops.causes import Causes
from .stops.dialogue import ATTENTION_SIGNAL, Dialogue
from .stops.postponement import Postponement
from .watching import output
from .watching.breakpoint_calls import BreakpointCalls
from .watching.exception_watch import ExceptionWatch
from .watching.monitor import BREAKPOINT_TOOL, events, on

_GREENLET_PACKAGE = "/greenlet/__init__.py"


class Agent:
    """The debugger's side of one program."""

    def __init__(self) -> None:
        self._greenlets = GreenletTable()
        continuations = Continuations(self._greenlets)
        self._exit_report = ExitReport(continuations)
        self._dialogue = Dialogue(lambda command, args: self._commands.perform(command, args))
        self._causes = Causes(continuations, self._dialogue)
        self._commands = LiveCommands(self._causes, continuations)
        self._postponement = Postponement()
        on(BREAKPOINT_TOOL, events.PY_START, self._on_start)

    def start(self) -> None:
        """Prepares the interpreter and waits until the session lets the program run."""
        output.install()
        channel.send({"event": "ready"})
        self._dialogue.hold()
        self._causes.exceptions.start()
        self._causes.breakpoint_calls.start()
        # Before the program registers anything, so as to run after it.
        atexit.register(self._on_exit)
        _signal.signal(ATTENTION_SIGNAL, self._on_attention)
        self._causes.watch()

    def _on_start(self, code: CodeType, offset: int) -> object:
        """Some code runs for the first time."""
        frame = sys._getframe(1)
        answer = self._causes.breakpoints.on_start(code, frame)
        if code.co_name == "<module>":
            modules.announce(frame)
            self._on_module_start(frame)
        elif code.co_qualname == ExceptionWatch.THREAD_FAILURE_CODE:
            self._causes.exceptions.on_thread_failure()
            # Every start of it counts.
            answer = None
        elif code.co_qualname == BreakpointCalls.CODE:
            self._causes.breakpoint_calls.on_pdb()
        return answer

    def _on_module_start(self, frame: FrameType) -> None:
        causes = self._causes
        causes.exceptions.on_module_start(frame)
        if causes.stops_on_entry and frame.f_globals.get("__name__") == "__main__":
            causes.stepper.begin("over", current_context(), frame)
        elif frame.f_code.co_filename.endswith(_GREENLET_PACKAGE):
            # Its C part, a moment early: the first greenlet may be made before
            # any other code starts.
            import greenlet._greenlet

            greenlet._greenlet.wasix_set_creation_hook(self._greenlets.add)
            causes.switches.install()

    def _on_attention(self, signal: int, frame: FrameType | None) -> None:
        """Reads the commands that came while the program, or another command, ran."""
        if self._causes.stops.inspection is not None or self._dialogue.is_answering:
            self._dialogue.look_for_cancellation()
            return
        if frames.is_agent_at_work(frame) and self._postponement.is_granted(frame):
            channel.send({"event": "busy"})
            return
        self._postponement.end()
        program = frames.program_frame(frame)
        for message in self._dialogue.answer_arrived():
            if message["command"] == "pause":
                self._causes.pause(program, message["args"].get("context"))
        self._causes.stops.let_end()

    def _on_exit(self) -> None:
        """The program is over; what the interpreter tears down from now on is no change."""
        self._causes.clear_data()
        self._causes.stepper.cancel_all()
        self._exit_report.send()
