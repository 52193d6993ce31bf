"""What is shown of a program that stands still."""

from __future__ import annotations

from ..code.frames import FramePosition
from ..continuations.continuations import Continuations, current_context
from ..conversation import channel
from ..values.closures import FrameCells
from ..values.presentation import Presentation
from ..watching.exceptions import StopAtException
from ..watching.switch_watch import StopAtSwitch
from .inspection import Inspection


class Standing:
    """What there is to ask while the program stands still, if it does."""

    def __init__(self, continuations: Continuations) -> None:
        self._continuations = continuations
        self._presentation = Presentation({})
        self._shows_returned = True
        #: Answers questions about the program; None while it runs.
        self.inspection: Inspection | None = None

    def configure(self, shows_returned: bool, presentation: Presentation) -> None:
        """Sets how the next stops are shown."""
        self._shows_returned = shows_returned
        self._presentation = presentation

    def show(
        self,
        reason: str,
        stack: list[FramePosition],
        about: StopAtException | StopAtSwitch | None = None,
        returned: list[tuple[str, object]] = (),
        **details: object,
    ) -> None:
        """Tells the session that the program stands, and has something to answer from now on.

        ``reason`` and ``details`` are the protocol's; ``about`` and ``returned`` as
        in :class:`Inspection`.
        """
        FrameCells.keep()
        shown = returned if self._shows_returned else ()
        self.inspection = Inspection(self._continuations, stack, about, shown, self._presentation)
        channel.send(
            {"event": "stopped", "reason": reason, "context": current_context(), **details}
        )
