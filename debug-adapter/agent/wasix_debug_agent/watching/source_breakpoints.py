"""Breakpoints on the lines and columns of files."""

from __future__ import annotations

from _functools import partial
from types import CodeType

from ..code import code_registry, source_files
from ..code.file_identity import identity
from .breakpoints import Breakpoint, InvalidBreakpoint


class SourceBreakpoints:
    """The breakpoints of all files. Those of a file that cannot be read yet wait
    until some code of it runs."""

    def __init__(self) -> None:
        # By the identity of the file: the breakpoints of each line, and of each place on one.
        self._by_line: dict[str, dict[int, list[Breakpoint]]] = {}
        self._by_place: dict[str, dict[tuple[int, int], list[Breakpoint]]] = {}
        self._waiting: dict[str, tuple[str, list[dict]]] = {}

    def replace(self, path: str, requests: list[dict]) -> list[dict]:
        """Sets the breakpoints of a file; returns where each of them ended up.

        Clients send all of them again when one is new: those that are as they were go on counting.
        """
        file = identity(path)
        before = {breakpoint.wish: breakpoint.hits for breakpoint in self._of(file)}
        for table in (self._by_line, self._by_place, self._waiting):
            table.pop(file, None)
        try:
            nearest = source_files.read(path).nearest
        except OSError as error:
            # Its code may come from elsewhere, such as an archive, or be written later.
            self._waiting[file] = (path, requests)
            problem = (
                f"The program cannot read this file ({error.strerror or error}); "
                "the breakpoint waits until it runs."
            )
            return [{"id": request["id"], "message": problem} for request in requests]
        except (SyntaxError, ValueError) as error:
            problem = f"This is no valid Python file: {error}."
            return [{"id": request["id"], "message": problem} for request in requests]
        return self._set(path, requests, nearest, before)

    def hits(self) -> list[dict]:
        """How often each breakpoint that was reached at all has been, by its id."""
        files = {*self._by_line, *self._by_place}
        reached = (each for file in files for each in self._of(file) if each.hits > 0)
        return [{"id": breakpoint.id, "count": breakpoint.hits} for breakpoint in reached]

    def _of(self, file: str) -> list[Breakpoint]:
        tables = (self._by_line.get(file, {}), self._by_place.get(file, {}))
        return [each for table in tables for at_place in table.values() for each in at_place]

    def code_runs(self, code: CodeType, path: str) -> list[dict]:
        """Says that ``code`` is about to run for the first time; returns where the
        breakpoints that waited for it ended up."""
        if not self._waiting or (file := identity(path)) not in self._waiting:
            return []
        try:
            nearest = source_files.read(path).nearest
        except (OSError, SyntaxError, ValueError):
            if code.co_name != "<module>":
                return []
            nearest = partial(source_files.next_with_code, code_registry.lines_below(code))
        # By the path that it was asked for.
        path, requests = self._waiting.pop(file)
        return self._set(path, requests, nearest, {})

    def _set(self, path: str, requests: list[dict], nearest, before: dict) -> list[dict]:
        """``nearest(line)`` is the line with code for a breakpoint on a line, or None;
        ``before`` tells how often those that were set before have been hit, by their wishes."""
        return [self._set_one(path, request, nearest, before) for request in requests]

    def _set_one(self, path: str, request: dict, nearest, before: dict) -> dict:
        answer = {"id": request["id"], "path": path}
        line = nearest(request["line"])
        if line is None:
            return {**answer, "message": "There is no code on this line."}
        try:
            breakpoint = Breakpoint(request)
        except InvalidBreakpoint as error:
            return {**answer, "message": str(error)}
        breakpoint.hits = before.get(breakpoint.wish, 0)
        answer["line"] = line
        column = request.get("column")
        place = None
        if column is not None and line == request["line"]:
            place = source_files.place_at(path, line, column)
        if place is None:
            self._by_line.setdefault(identity(path), {}).setdefault(line, []).append(breakpoint)
            return answer
        places = self._by_place.setdefault(identity(path), {})
        places.setdefault((place.line, place.offset), []).append(breakpoint)
        return {**answer, "column": place.column}

    def inside(self, code: CodeType, path: str) -> dict[int, list[Breakpoint]]:
        """The breakpoints on lines of ``code``, by line."""
        by_line = self._by_line and self._by_line.get(identity(path))
        if not by_line:
            return {}
        return {line: by_line[line] for line in code_registry.lines_of(code) if line in by_line}

    def within_lines(self, code: CodeType, path: str) -> dict[int, list[Breakpoint]]:
        """The breakpoints at places on lines of ``code``, by the offset of an instruction."""
        places = self._by_place and self._by_place.get(identity(path))
        if not places:
            return {}
        found = {}
        for offset, statement in source_files.read(path).beginnings(code):
            breakpoints = places.get((statement.line, statement.offset))
            if breakpoints is not None:
                found[offset] = breakpoints
        return found
