"""What is left over when the program ends: continuations that never came to their end."""

from __future__ import annotations

import os.path

from ..code import user_code
from ..conversation import channel
from .continuations import Continuations, is_of_library, last_context_of, state_of
from .greenlet_table import OriginFrame

_MOST_LINES = 20


class ExitReport:
    def __init__(self, continuations: Continuations) -> None:
        self._continuations = continuations

    def send(self) -> None:
        left = [
            greenlet
            for greenlet in self._continuations.table.greenlets()
            if state_of(greenlet) in ("suspended", "pending")
        ]
        self._tell([greenlet for greenlet in left if not _is_idle_hub(greenlet)])
        if not left:
            return
        # What the host finds beside these is nobody's.
        owned = [last_context_of(greenlet) for greenlet in left]
        channel.send({"event": "left", "contexts": [c for c in owned if c is not None]})

    def _tell(self, left: list[object]) -> None:
        if not left:
            return
        lines = [self._describe(greenlet) for greenlet in left[:_MOST_LINES]]
        if len(left) > _MOST_LINES:
            lines.append(f"  and {len(left) - _MOST_LINES} more")
        noun = "continuation was" if len(left) == 1 else "continuations were"
        channel.tell("\n".join([f"{len(left)} {noun} left when the program ended:", *lines]))

    def _describe(self, greenlet: object) -> str:
        frame = greenlet.gr_frame
        where = "never started"
        if frame is not None:
            where = f"never resumed since {_place(frame.f_code.co_filename, frame.f_lineno)}"
        parts = [f"  {self._continuations.label(greenlet)}, {where}"]
        made = self._continuations.table.record(greenlet).created_at
        if made:
            parts.append("made at " + " ← ".join(map(_origin, made)))
        return ", ".join(parts)


def _is_idle_hub(greenlet: object) -> bool:
    """Whether it is a library's hub, in which nothing of the user's waits: they never end."""
    frame = greenlet.gr_frame
    while frame is not None:
        if user_code.is_user_code(frame.f_code.co_filename):
            return False
        frame = frame.f_back
    return is_of_library(greenlet)


def _origin(frame: OriginFrame) -> str:
    return _place(frame.code.co_filename, frame.line)


def _place(filename: str, line: int | None) -> str:
    return f"{os.path.basename(filename)}:{line}"
