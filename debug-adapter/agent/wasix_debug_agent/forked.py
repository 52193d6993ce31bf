"""The agent in a copy of a program: it shows where that stands, and the copy never goes on."""

from __future__ import annotations

import _signal
from _collections_abc import Callable
from types import FrameType

from .code import bytecode
from .code.existing_code import existing_code
from .continuations import existing_greenlets
from .continuations.continuations import Continuations, greenlet_module
from .continuations.greenlet_table import GreenletTable
from .conversation import channel
from .forked_commands import ForkedCommands
from .stops.dialogue import ATTENTION_SIGNAL, Dialogue
from .stops.standing import Standing
from .watching import output


class ForkedAgent:
    """The debugger's side of the copy. It knows nothing of what was before."""

    def __init__(self, with_own_modules: Callable) -> None:
        """``with_own_modules(work)`` does what is not to see which modules the program has."""
        self._greenlets = GreenletTable()
        continuations = Continuations(self._greenlets)
        self._commands = ForkedCommands(Standing(continuations), continuations, with_own_modules)
        self._dialogue = Dialogue(self._commands.perform)

    def start(self) -> None:
        """Answers commands, for as long as there is a session."""
        output.install_late()
        bytecode.number_by_place(lambda: (code for code, _ in existing_code()))
        self._take_signal()
        self._learn_greenlets()
        channel.send({"event": "ready"})
        self._dialogue.hold()

    def _learn_greenlets(self) -> None:
        existing_greenlets.learn(self._greenlets)
        module = greenlet_module()
        if module is not None:
            # What is evaluated may make more.
            module.wasix_set_creation_hook(self._greenlets.add)

    def _take_signal(self) -> None:
        try:
            _signal.signal(ATTENTION_SIGNAL, self._on_attention)
        except ValueError:
            # Python handles signals in the main thread only: here nothing can be cancelled.
            pass

    def _on_attention(self, signal: int, frame: FrameType | None) -> None:
        self._dialogue.look_for_cancellation()
