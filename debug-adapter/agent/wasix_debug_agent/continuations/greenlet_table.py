"""Every greenlet that the program has made and still holds: which one, and where it came from."""

from __future__ import annotations

import sys
from _weakref import ref
from types import CodeType

from ..code import paths
from .guest_threads import current_main_context

# How many frames of the place where a greenlet was made are kept.
_DEEPEST_ORIGIN = 16


def main_of(greenlet: object) -> object:
    """The main greenlet of a greenlet's thread."""
    while greenlet.parent is not None:
        greenlet = greenlet.parent
    return greenlet


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

    #: Counts the greenlets from 1; the main ones have no record.
    id: int
    key: int
    #: What it was called while it lived.
    name: str | None
    #: The stack that made it, innermost first: code and offset, in turn. The program waits while
    #: this is written down, so that all else is done when somebody asks.
    stack: list

    @property
    def place(self) -> tuple:
        """What those have in common that the same stack has made."""
        # Code objects are hashed by their content, which takes its time.
        return tuple(map(id, self.stack[::2])), tuple(self.stack[1::2])

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
        # The main greenlets of the threads that have made any, by their main contexts.
        self._mains: dict[int, ref] = {}
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
        thread = current_main_context()
        if thread not in self._mains:
            # Only the thread that makes a greenlet tells whose its main one is.
            self.add_main(main_of(greenlet), thread)

    def add_main(self, main: object, thread: int) -> None:
        """Remembers the main greenlet of a thread, which is given by its main context."""
        self._mains[thread] = ref(main, lambda _: self._mains.pop(thread, None))

    def record(self, greenlet: object) -> GreenletRecord:
        return self._records.get(id(greenlet)) or self._remember(greenlet, [])

    def numbers(self, greenlets: list[object]) -> list[int]:
        """The numbers of many greenlets; 0 for those that have none, as main ones."""
        records = map(self._records.get, map(id, greenlets))
        return [0 if record is None else record.id for record in records]

    def greenlet(self, number: int) -> object | None:
        """The greenlet with this number, if it still exists."""
        return next((record() for record in self._records.values() if record.id == number), None)

    def greenlets(self) -> list[object]:
        """All that exist, in the order of their making."""
        alive = (record() for record in list(self._records.values()))
        return [greenlet for greenlet in alive if greenlet is not None]

    def main_greenlets(self) -> dict[int, object]:
        """The main greenlets of the threads that have made any, by their main contexts."""
        alive = {thread: self.main_greenlet(thread) for thread in list(self._mains)}
        return {thread: main for thread, main in alive.items() if main is not None}

    def main_greenlet(self, thread: int) -> object | None:
        """That of one thread; None if it has made no greenlet."""
        main = self._mains.get(thread)
        return None if main is None else main()

    def thread_of(self, main: object) -> int | None:
        """The main context of the thread whose main greenlet it is; None for one that is not
        known."""
        known = self.main_greenlets().items()
        return next((thread for thread, its in known if its is main), None)

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
