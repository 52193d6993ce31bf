"""What is known of source files: the lines with code, and the places on them."""

from __future__ import annotations

import os
from bisect import bisect_left

from . import code_registry, paths

# Files whose lines are remembered at most.
_MOST_FILES = 500
# A breakpoint on a line without code moves down at most this far.
_LONGEST_MOVE = 50


class SourceFile:
    """A file as it was when it was read."""

    __slots__ = ("stamp", "lines", "path", "_source", "_places")

    def __init__(self, path: str, source: bytes, stamp: tuple[int, int] | None) -> None:
        """Raises SyntaxError or ValueError for text that is no Python program."""
        self.path = path
        #: When the file was last changed, and its size.
        self.stamp = stamp
        #: All lines at which a breakpoint can stop, in order.
        self.lines = code_registry.lines_of_source(source, path)
        self._source = source
        self._places = None

    @property
    def places(self):
        """The statements of the file, and where each of them is."""
        if self._places is None:
            # Only now: most breakpoints are on whole lines.
            from .statements import StatementTable

            self._places = StatementTable(self._source, self.path)
        return self._places

    def nearest(self, line: int) -> int | None:
        """The line with code for a breakpoint on ``line``: where the line is part of a
        statement, the one before that belongs to it as well, and else the next one."""
        index = bisect_left(self.lines, line)
        if index < len(self.lines) and self.lines[index] == line:
            return line
        # Only now: most breakpoints are on lines with code.
        from .statement_lines import statement_around

        first, last = statement_around(self._source, self.path, line) or (line, line)
        if index > 0 and first <= self.lines[index - 1]:
            return self.lines[index - 1]
        return next_with_code(self.lines, line)

    def instructions_at(self, line: int, column: int):
        """The code with a statement that begins there, as it is compiled, each with the offset of
        its first instruction."""
        module = compile(self._source, self.path, "exec", dont_inherit=True)
        for code in code_registry.code_below(module):
            for offset, statement in self.beginnings(code):
                if (statement.line, statement.column) == (line, column):
                    yield code, offset

    def beginnings(self, code):
        """The offsets of ``code`` where a statement begins, each with the statement."""
        return self.places.beginnings(code)


def next_with_code(lines: list[int], line: int) -> int | None:
    """The line, or the next one of those with code that is not too far away."""
    index = bisect_left(lines, line)
    if index == len(lines) or lines[index] - line > _LONGEST_MOVE:
        return None
    return lines[index]


_files: dict[str, SourceFile] = {}


def read(path: str) -> SourceFile:
    """A source file; where it is gone by now, or no Python any more, as it was before: the program
    goes on with what it has loaded. Raises OSError, SyntaxError or ValueError."""
    stamp = _stamp_of(path)
    known = _files.get(path)
    if known is not None and known.stamp == stamp:
        return known
    try:
        file = SourceFile(path, paths.read_source(path), stamp)
    except (OSError, SyntaxError, ValueError):
        if known is None:
            raise
        return known
    if len(_files) == _MOST_FILES:
        _files.clear()
    _files[path] = file
    return file


def _stamp_of(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        # It may be frozen into the interpreter, and never changes then.
        return None
    return status.st_mtime_ns, status.st_size


def place_at(path: str, line: int, column: int):
    """The statement at a column; None where the line holds but one, or is unknown."""
    try:
        on_line = [place for place in read(path).places.with_code if place.line == line]
    except (OSError, SyntaxError, ValueError):
        return None
    if len(on_line) < 2:
        return None
    before = [place for place in on_line if place.column <= column]
    return before[-1] if before else on_line[0]
