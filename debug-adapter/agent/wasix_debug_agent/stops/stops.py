"""The program standing still, until the session lets it go on."""

from __future__ import annotations

import _signal
import sys
from types import FrameType

import _wasix_host

from ..code import frames
from ..code.frames import FramePosition
from ..continuations.continuations import Continuations
from ..continuations.guest_threads import Standstill
from ..values.closures import FrameCells
from ..watching import breakpoint_calls, output
from ..watching.exceptions import StopAtException
from ..watching.switch_watch import StopAtSwitch
from .dialogue import Dialogue
from .standing import Standing


class Stops(Standing):
    """Owns the stop at which the program stands, if it does: at most one at a time."""

    def __init__(self, continuations: Continuations, dialogue: Dialogue, on_end) -> None:
        """``on_end()`` is called when the program is about to go on."""
        super().__init__(continuations)
        self._dialogue = dialogue
        self._on_end = on_end
        self._is_ending = False
        # A frame that the user has made go on at another line.
        self._jumped: FrameType | None = None

    def stop(
        self,
        reason: str,
        stack: list[FramePosition],
        about: StopAtException | StopAtSwitch | None = None,
        returned: list[tuple[str, object]] = (),
        **details: object,
    ) -> None:
        """Keeps the program standing until the session lets it go on. Does nothing while a
        command is answered: what runs is not the program, or only for an answer.

        The arguments are those of :meth:`show`.
        """
        if self.inspection is not None or self._dialogue.is_performing:
            return
        # Before all else, as the program may be close to the limit of recursion.
        _wasix_host.enter_debugger()
        try:
            output.flush()
            with Standstill():
                self._stand(reason, stack, about, returned, **details)
        finally:
            _wasix_host.leave_debugger()
        self.let_end()

    def end_program(self) -> None:
        """Lets the program go on, and take SIGTERM when the command under way is answered."""
        self._is_ending = True
        self._dialogue.end()

    def let_end(self) -> None:
        """Raises SIGTERM if the user wants the program to end. Its handler may raise
        SystemExit, which has to reach the program and none of the dialogue."""
        if self._is_ending:
            self._is_ending = False
            _signal.raise_signal(_signal.SIGTERM)

    def go_on(self) -> None:
        """Lets the program run when the command under way is answered."""
        self._dialogue.end()

    def jump(self, frame: FrameType) -> None:
        """Makes another stop of this one, in ``frame``, which goes on elsewhere."""
        self._jumped = frame
        self._dialogue.end()

    def _stand(self, *shown: object, **details: object) -> None:
        trace = sys.gettrace()
        try:
            self.show(*shown, **details)
            self._dialogue.hold()
            while self._jumped is not None:
                frame, self._jumped = self._jumped, None
                self.show("goto", frames.stack_of(frame))
                self._dialogue.hold()
        finally:
            self.inspection = None
            breakpoint_calls.forget_pdb(trace)
            FrameCells.forget()
            self._on_end()
