"""Every greenlet that the program has made and still holds: which one, and where it came from."""

from __future__ import annotations

import sys
from _weakref import ref
from types import CodeType

from ..code import paths

# How many frames of the place where a greenlet was made are kept.
_DEEPEST_ORIGIN = 16


class OriginFrame:
    """A frame as it stood when a greenlet was made. It may be long gone."""

    __slots__ = ("code", "_offset")

    def __init__(self, code: CodeType, offset: int) -> None:
        self.code = code
        self._offset = offset

    @property
    def line(self) -> int:
        for start, end, line in self.code.co_lines():
            if start <= self._offset < end and line:
                return line
        return self.code.co_firstlineno


class GreenletRecord(ref):
    """What is known of one greenlet, for as long as that exists."""

    __slots__ = ("id", "key", "name", "stack")

    #: Counts the greenlets from 1; the main one has no record.
    id: int
    key: int
    #: What it was called while it lived.
    name: str | None
    #: The stack that made it, innermost first: code and offset, in turn. The program waits while
    #: this is written down, so that all else is done when somebody asks.
    stack: list

    @property
    def created_at(self) -> tuple[OriginFrame, ...]:
        """The stack that made it, innermost first; empty when that is not known."""
        return tuple(
            OriginFrame(code, offset)
            for code, offset in zip(self.stack[::2], self.stack[1::2], strict=True)
            if not paths.is_agent(code.co_filename)
        )


class GreenletTable:
    def __init__(self) -> None:
        self._records: dict[int, GreenletRecord] = {}
        self._last_id = 0

    def add(self, greenlet: object) -> None:
        """Remembers a greenlet that is being made, and by which stack."""
        stack = []
        frame = sys._getframe(1)
        while frame is not None and len(stack) < 2 * _DEEPEST_ORIGIN:
            stack.append(frame.f_code)
            stack.append(frame.f_lasti)
            frame = frame.f_back
        self._remember(greenlet, stack)

    def record(self, greenlet: object) -> GreenletRecord:
        return self._records.get(id(greenlet)) or self._remember(greenlet, [])

    def greenlet(self, number: int) -> object | None:
        """The greenlet with this number, if it still exists."""
        return next((record() for record in self._records.values() if record.id == number), None)

    def greenlets(self) -> list[object]:
        """All that exist, in the order of their making."""
        alive = (record() for record in list(self._records.values()))
        return [greenlet for greenlet in alive if greenlet is not None]

    def _remember(self, greenlet: object, stack: list) -> GreenletRecord:
        record = GreenletRecord(greenlet, self._forget)
        self._last_id += 1
        record.id = self._last_id
        record.key = id(greenlet)
        record.name = None
        record.stack = stack
        self._records[record.key] = record
        return record

    def _forget(self, record: GreenletRecord) -> None:
        # The address may already belong to another greenlet.
        if self._records.get(record.key) is record:
            del self._records[record.key]
