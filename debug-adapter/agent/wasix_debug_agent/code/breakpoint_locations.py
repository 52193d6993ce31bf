"""Where in a file breakpoints can be set."""

from __future__ import annotations

from . import source_files


def locations(path: str, line: int, end_line: int) -> list[dict]:
    """The statements that begin on the lines, and lines on which only a statement goes on.

    None for a file that cannot be read, or is no Python.
    """
    try:
        file = source_files.read(path)
        statements = [each for each in file.places.with_code if line <= each.line <= end_line]
    except (OSError, SyntaxError, ValueError):
        return []
    found = [
        {
            "line": each.line,
            "column": each.column,
            "endLine": each.end_line,
            "endColumn": each.end_column,
        }
        for each in statements
    ]
    begun = {each.line for each in statements}
    found += [
        {"line": each} for each in file.lines if line <= each <= end_line and each not in begun
    ]
    return sorted(found, key=lambda place: (place["line"], place.get("column", 0)))
