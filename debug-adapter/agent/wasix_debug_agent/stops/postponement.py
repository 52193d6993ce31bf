"""Commands that come in the middle of what the agent does by itself."""

from __future__ import annotations

from types import FrameType

# How often in a row they are put off while the agent does not get on.
_MOST = 100


class Postponement:
    """Whether commands have to wait for what the agent is doing: for an import, for instance,
    the module of which is of no use to anybody before its end.

    Not for ever: the agent may wait in its own code for something that does not come, as for a
    client that reads what the program prints. It stands at the same instruction then.
    """

    def __init__(self) -> None:
        self._position: tuple[int, int] | None = None
        self._count = 0

    def is_granted(self, frame: FrameType) -> bool:
        """Whether commands have to wait once more, while the agent stands in ``frame``."""
        position = (id(frame), frame.f_lasti)
        if position != self._position:
            self._position = position
            self._count = 0
        self._count += 1
        return self._count <= _MOST

    def end(self) -> None:
        """The commands are looked at now."""
        self._position = None
