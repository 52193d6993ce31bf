"""What a stack shows below its frames: where the continuation came from."""

from __future__ import annotations

from types import CodeType

from ..code import frames
from ..code.frames import FramePosition
from .continuations import Continuations, current_greenlet, state_of


class Label:
    """A line of text between frames."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class PastFrame:
    """A place in code where a frame once stood."""

    __slots__ = ("code", "line")

    def __init__(self, code: CodeType, line: int) -> None:
        self.code = code
        self.line = line


StackEntry = FramePosition | Label | PastFrame


def origin_entries(greenlet: object, continuations: Continuations) -> list[StackEntry]:
    """The entries below the frames of a greenlet; none for the main one."""
    if greenlet is None or greenlet.parent is None:
        return []
    entries: list[StackEntry] = []
    created_at = continuations.table.record(greenlet).created_at
    if created_at:
        entries.append(Label("created at"))
        entries += [PastFrame(frame.code, frame.line) for frame in created_at]
    switcher = continuations.switcher(greenlet)
    if switcher is not None:
        entries.append(Label(f"switched to by {continuations.label(switcher)}"))
        # It still stands in that switch only while nobody else has run.
        if greenlet is current_greenlet() and state_of(switcher) == "suspended":
            entries += frames.stack_of(frames.suspended_frame(switcher))
    return entries
