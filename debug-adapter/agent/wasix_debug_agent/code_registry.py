"""The code objects that have run, by file, and the lines of each."""

from __future__ import annotations

from _weakrefset import WeakSet
from types import CodeType

from . import paths


class CodeRegistry:
    """Remembers code objects for as long as the program keeps them."""

    def __init__(self) -> None:
        self._by_path: dict[str, WeakSet] = {}

    def add(self, code: CodeType) -> str:
        """Remembers ``code`` and returns the path of its file."""
        path = paths.normalize(code.co_filename)
        # Code without a file is often made anew each time it runs.
        if not path.startswith("<"):
            known = self._by_path.get(path)
            if known is None:
                known = self._by_path[path] = WeakSet()
            known.add(code)
        return path

    def codes(self, path: str) -> list[CodeType]:
        return list(self._by_path.get(path, ()))


# Every function begins with this instruction, after those that set up its frame.
_RESUME = (lambda: None).__code__.co_code[0]


def lines_of(code: CodeType) -> set[int]:
    """The lines at which execution of ``code`` itself can stand.

    Up to its RESUME nothing has happened yet: there is no event for the line of
    its ``def``.
    """
    bytecode = code.co_code
    resume = next((at for at in range(0, len(bytecode), 2) if bytecode[at] == _RESUME), -2)
    return {line for _, end, line in code.co_lines() if line and end > resume + 2}


def lines_of_source(source: bytes, path: str) -> list[int]:
    """All lines of a file at which a breakpoint can stop, in order.

    Raises SyntaxError or ValueError for text that is no Python program.
    """
    lines: set[int] = set()
    pending = [compile(source, path, "exec", dont_inherit=True, optimize=-1)]
    while pending:
        code = pending.pop()
        lines |= lines_of(code)
        pending.extend(constant for constant in code.co_consts if isinstance(constant, CodeType))
    return sorted(lines)
