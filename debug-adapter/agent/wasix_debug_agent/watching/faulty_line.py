"""The line of a file that Python could not read, which never becomes a frame."""

from __future__ import annotations

import sys

from ..code import paths


class FaultyLine:
    """Where a SyntaxError is about a file."""

    __slots__ = ("path", "line", "column")

    def __init__(self, path: str, line: int, column: int) -> None:
        self.path = path
        self.line = line
        #: In characters, from 1.
        self.column = column


def faulty_line_of(error: BaseException) -> FaultyLine | None:
    """The line that an exception complains of; None for one that complains of none."""
    if not isinstance(error, SyntaxError):
        return None
    filename, line, column = error.filename, error.lineno, error.offset
    if filename is None and error.__traceback__ is None:
        # The program itself could not even be decoded, and only the text may say where.
        filename = sys.argv[0] if sys.argv else None
        number = str(error.msg).rpartition(" on line ")[2].partition(",")[0]
        line = int(number) if number.isdecimal() else 1
    # Text that exec() was given is nowhere to be shown.
    if not isinstance(filename, str) or filename.startswith("<"):
        return None
    if not isinstance(line, int) or line < 1:
        line = 1
    is_known = isinstance(column, int) and column > 0
    return FaultyLine(paths.normalize(filename), line, column if is_known else 1)
