"""What a stack shows below its frames: where the continuation came from."""

from __future__ import annotations

from types import CodeType

from ..code import frames
from ..code.frames import FramePosition
from .continuations import (
    ByLastContext,
    Continuations,
    current_greenlet,
    spawner_of,
    state_of,
)
from .greenlet_table import GreenletRecord

# How many greenlets are told of that have made one another.
_MOST_SPAWNERS = 8


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


class Origins:
    """What stacks show below their frames. It is for one look at many of them, and makes
    what they have in common once."""

    def __init__(self, continuations: Continuations) -> None:
        self._continuations = continuations
        self._by_context = ByLastContext(continuations.table)
        # By the stacks that made greenlets, and by what labels say.
        self._pasts: dict[tuple, list[StackEntry]] = {}
        self._labels: dict[str, Label] = {}

    def entries(self, greenlet: object) -> list[StackEntry]:
        """The entries below the frames of a greenlet; none for the main one."""
        if greenlet is None or greenlet.parent is None:
            return []
        entries = list(self._past(self._continuations.table.record(greenlet)))
        entries += self._spawners(greenlet)
        switcher = self._continuations.switcher(greenlet, self._by_context)
        if switcher is not None:
            entries.append(self._label(f"switched to by {self._continuations.label(switcher)}"))
            # It still stands in that switch only while nobody else has run.
            if greenlet is current_greenlet() and state_of(switcher) == "suspended":
                entries += frames.stack_of(frames.suspended_frame(switcher))
        return entries

    def _spawners(self, greenlet: object) -> list[StackEntry]:
        """Who made it, where that was made and by whom, as far as gevent tells."""
        entries: list[StackEntry] = []
        for _ in range(_MOST_SPAWNERS):
            greenlet = spawner_of(greenlet)
            if greenlet is None:
                break
            past = self._past(self._continuations.table.record(greenlet))
            spawner = f"spawned by {self._continuations.label(greenlet)}"
            # The frames stand without the label that they have by themselves.
            entries.append(self._label(f"{spawner}, created at" if past else spawner))
            entries += past[1:]
        return entries

    def _past(self, record: GreenletRecord) -> list[StackEntry]:
        past = self._pasts.get(record.place)
        if past is None:
            past = self._pasts[record.place] = [
                PastFrame(made.code, made.line) for made in record.created_at
            ]
            if past:
                past.insert(0, self._label("created at"))
        return past

    def _label(self, text: str) -> Label:
        label = self._labels.get(text)
        if label is None:
            label = self._labels[text] = Label(text)
        return label
