"""The breakpoints at places in the code: where they are, and what happens there."""

from __future__ import annotations

import sys
from _collections_abc import Iterable
from _weakref import ref
from types import CodeType, FrameType

import _wasix_host

from ..code import code_registry, user_code
from ..code.exception_cleanup import begins_by_exception
from ..conversation import channel
from .breakpoint_table import BreakpointTable
from .breakpoints import Breakpoint
from .monitor import BREAKPOINT_TOOL, DISABLE, events, on, restart_events, watch_places


class BreakpointWatch(BreakpointTable):
    """Watches all places with breakpoints: lines, statements, functions and instructions.

    Several breakpoints at one place make one stop. What stops there first, be it the
    end of a step, asks for the others by ``hits_at``, and those are not reported again.
    """

    def __init__(self, stop) -> None:
        """``stop(reason, frame, ids)`` is called where breakpoints are hit."""
        super().__init__()
        self._stop = stop
        # Whether the interpreter has started up: its own functions before that do not count.
        self._has_begun = False
        # The breakpoints of a code object, by its id: hashing code takes long. Its
        # entry is renewed when it starts for the first time, so none is left over
        # from another one that had the id before.
        self._lines: dict[int, dict[int, list[Breakpoint]]] = {}
        self._offsets: dict[int, dict[int, list[Breakpoint]]] = {}
        # Of the code whose every start is watched: for breakpoints on the function, which
        # may be none, or since its first line would not be told else: see ``monitor.LINES``.
        self._entries: dict[int, tuple[ref, list[Breakpoint]]] = {}
        # A frame of a function with breakpoints on it, before its first line.
        self._entered: FrameType | None = None
        # Where the program stands at the beginning of a line, at a stop.
        self._standing: tuple[FrameType, int] | None = None
        # What has been reported, though its own event is still to come.
        self._reported_line: tuple[FrameType, int] | None = None
        self._reported_instruction: tuple[FrameType, int] | None = None
        on(BREAKPOINT_TOOL, events.LINE, self._on_line)
        on(BREAKPOINT_TOOL, events.INSTRUCTION, self._on_instruction)

    # ---- events ----

    def on_start(self, code: CodeType, frame: FrameType) -> object:
        """``code`` starts, for the first time or as one whose every start is watched.

        Returns what the event's callback is to return.
        """
        entry = self._entries.get(id(code))
        if entry is None or entry[0]() is not code:
            entry = self._first_start(code, frame)
        if entry is None:
            return DISABLE
        self._entered = frame
        return None

    def _first_start(self, code: CodeType, frame: FrameType):
        module = frame.f_globals.get("__name__")
        module = module if isinstance(module, str) else ""
        path = self._registry.add(code, module)
        if not self._has_begun and (module == "__main__" or user_code.is_user_code(path)):
            self._has_begun = True
            if self._functions:
                self._on_change(self._registry.all_codes())
        self._announce(self._source.code_runs(code, path))
        if self._functions:
            self._announce(self._functions.code_runs(code, path, module))
        self._bind(code, path, module)
        return self._entries.get(id(code))

    def _on_line(self, code: CodeType, line: int) -> object:
        by_line = self._lines.get(id(code))
        reported, self._reported_line = self._reported_line, None
        if by_line is None or (found := by_line.get(line)) is None:
            return DISABLE
        frame = sys._getframe(1)
        if reported is not None and reported[0] is frame and reported[1] == line:
            return None
        if begins_by_exception(frame):
            return None
        hits = [breakpoint for breakpoint in found if breakpoint.is_reached(frame)]
        if self._entered is frame:
            hits += self._entry_hits(frame)
        if hits:
            hits += self._hits_before_instruction(frame)
            self._stop_at(hits, frame)
        return None

    def _on_instruction(self, code: CodeType, offset: int) -> object:
        by_offset = self._offsets.get(id(code))
        if by_offset is None or (found := by_offset.get(offset)) is None:
            return DISABLE
        frame = sys._getframe(1)
        reported, self._reported_instruction = self._reported_instruction, None
        if reported is None or reported[0] is not frame or reported[1] != offset:
            hits = [breakpoint for breakpoint in found if breakpoint.is_reached(frame)]
            if hits:
                self._stop_at(hits, frame)
        return None

    def _stop_at(self, hits: list[Breakpoint], frame: FrameType) -> None:
        # The program may be close to the limit of recursion.
        _wasix_host.enter_debugger()
        try:
            self._stop(self._reason(hits), frame, [breakpoint.id for breakpoint in hits])
        finally:
            _wasix_host.leave_debugger()

    def _reason(self, hits: list[Breakpoint]) -> str:
        kinds = {type(breakpoint).__name__ for breakpoint in hits}
        if kinds == {"FunctionBreakpoint"}:
            return "function breakpoint"
        return "instruction breakpoint" if kinds == {"InstructionBreakpoint"} else "breakpoint"

    # ---- what else stops where there are breakpoints ----

    def hits_at(self, frame: FrameType, begins_line: bool) -> list[int]:
        """The ids of the breakpoints that are hit where something else stops ``frame``:
        where a line begins, or before an instruction. They will not be reported again."""
        hits = []
        if begins_line:
            line = frame.f_lineno
            self._standing = (frame, line)
            by_line = self._lines.get(id(frame.f_code))
            if by_line is not None and line in by_line:
                self._reported_line = (frame, line)
                hits += [each for each in by_line[line] if each.is_reached(frame)]
                hits += self._entry_hits(frame)
        hits += self._hits_before_instruction(frame)
        return [breakpoint.id for breakpoint in hits]

    def goes_on(self) -> None:
        """The program is about to go on from a stop."""
        self._standing = None

    def _entry_hits(self, frame: FrameType) -> list[Breakpoint]:
        if self._entered is not frame:
            return []
        self._entered = None
        _, breakpoints = self._entries.get(id(frame.f_code), (None, ()))
        return [breakpoint for breakpoint in breakpoints if breakpoint.is_reached(frame)]

    def _hits_before_instruction(self, frame: FrameType) -> list[Breakpoint]:
        found = self._offsets.get(id(frame.f_code), {}).get(frame.f_lasti)
        if found is None:
            return []
        self._reported_instruction = (frame, frame.f_lasti)
        return [breakpoint for breakpoint in found if breakpoint.is_reached(frame)]

    # ---- binding breakpoints to code ----

    def _on_change(self, codes: Iterable[tuple[CodeType, str, str]]) -> None:
        """Binds what has started before, each with its path and the name of its module."""
        bound = [self._bind(code, path, module) for code, path, module in codes]
        if any(bound):
            # Starts that were of no interest are to be told again.
            restart_events()

    def _bind(self, code: CodeType, path: str, module: str) -> bool:
        """Looks up the breakpoints in ``code``, and watches their places. Returns whether
        its starts are watched from now on, and were not before."""
        lines = self._source.inside(code, path)
        offsets = self._source.within_lines(code, path)
        if self._instructions is not None:
            for offset, breakpoints in self._instructions.inside(code).items():
                offsets[offset] = offsets.get(offset, []) + breakpoints
        entries = []
        if self._functions and self._has_begun:
            entries = self._functions.inside(code, path, module)
        if entries:
            lines.setdefault(code_registry.first_line(code), [])
        # Where a line begins, the event of its first instruction comes only if the line's
        # event stays on.
        for line in code_registry.lines_at(code, offsets):
            lines.setdefault(line, [])
        key = id(code)
        was_watched = key in self._lines or key in self._offsets
        _put(self._lines, key, lines)
        _put(self._offsets, key, offsets)
        is_start_watched = entries or (lines and code_registry.begins_on_its_first_line(code))
        was_start_watched = key in self._entries
        _put(self._entries, key, (ref(code), entries) if is_start_watched else None)
        if lines or offsets or was_watched:
            watch_places(code, bool(lines), bool(offsets))
        return bool(is_start_watched) and not was_start_watched

    def _pass_standing_line(self) -> None:
        """The line at whose beginning the program stands has begun before there were
        breakpoints on it, though its event, which a step was told first, may be still to come."""
        if self._standing is None:
            return
        frame, line = self._standing
        if line in self._lines.get(id(frame.f_code), ()):
            self._reported_line = self._standing
            # Should it not come, that of another line has to, before the frame is here again.
            restart_events()

    def _announce(self, places: list[dict]) -> None:
        for place in places:
            channel.send({"event": "breakpoint", "breakpoint": place})

    # ---- commands: the names and arguments are the protocol's ----

    def do_setBreakpoints(
        self, path: str, breakpoints: list[dict], others: list[str] = ()
    ) -> list[dict]:
        answers = super().do_setBreakpoints(path, breakpoints, others)
        self._pass_standing_line()
        return answers


def _put(table: dict, key: int, value: object) -> None:
    if value:
        table[key] = value
    else:
        table.pop(key, None)
