"""The code objects that have run, by file, and the lines of each."""

from __future__ import annotations

from _collections_abc import Collection, Iterator
from _weakref import ref
from types import CodeType

from . import paths
from .file_identity import identity


class CodeRegistry:
    """Remembers code objects for as long as the program keeps them."""

    def __init__(self) -> None:
        # By path, and then by identity: two equal code objects are still two, and
        # hashing one takes as long as it is large.
        self._by_path: dict[str, dict[int, tuple[ref, str]]] = {}

    def add(self, code: CodeType, module: str = "") -> str:
        """Remembers ``code``, of the module of that name, and returns the path of its file."""
        path = paths.normalize(code.co_filename)
        # Code without a file is often made anew each time it runs.
        if not path.startswith("<"):
            known = self._by_path.setdefault(path, {})
            key = id(code)
            # Bound here: code also dies when the interpreter has emptied this module.
            forget = _forget
            known[key] = (ref(code, lambda gone: forget(known, key, gone)), module)
        return path

    def codes(self, path: str) -> Iterator[tuple[CodeType, str, str]]:
        """The code objects of a file, each with its own path and the name of its module."""
        file = identity(path)
        for known_path, known in list(self._by_path.items()):
            if identity(known_path) == file:
                for code, module in _alive(known):
                    yield code, known_path, module

    def all_codes(self) -> Iterator[tuple[CodeType, str, str]]:
        """All code objects, each with its path and the name of its module."""
        for path, known in list(self._by_path.items()):
            for code, module in _alive(known):
                yield code, path, module


def _alive(known: dict[int, tuple[ref, str]]) -> list[tuple[CodeType, str]]:
    found = ((reference(), module) for reference, module in list(known.values()))
    return [(code, module) for code, module in found if code is not None]


def _forget(known: dict[int, tuple[ref, str]], key: int, gone: ref) -> None:
    # The id may be another code object's by now.
    if key in known and known[key][0] is gone:
        del known[key]


# Every function begins with this instruction, after those that set up its frame.
_RESUME = (lambda: None).__code__.co_code[0]


def first_offset(code: CodeType) -> int:
    """The offset of the first instruction that does something: the one after RESUME.

    There is no event for what comes before, such as the line of the ``def``.
    """
    bytecode = code.co_code
    return 2 + next((at for at in range(0, len(bytecode), 2) if bytecode[at] == _RESUME), -2)


def lines_of(code: CodeType) -> set[int]:
    """The lines at which execution of ``code`` itself can stand."""
    first = first_offset(code)
    return {line for _, end, line in code.co_lines() if line and end > first}


def lines_at(code: CodeType, offsets: Collection[int]) -> set[int]:
    """The lines that instructions belong to."""
    if not offsets:
        return set()
    return {
        line
        for start, end, line in code.co_lines()
        if line is not None and any(start <= offset < end for offset in offsets)
    }


def first_line(code: CodeType) -> int | None:
    """The line at which ``code`` begins to do something."""
    first = first_offset(code)
    return next((line for _, end, line in code.co_lines() if line and end > first), None)


def begins_on_its_first_line(code: CodeType) -> bool:
    """Whether ``code`` begins on the line on which it first does something, as one-line
    functions do: see ``monitor.LINES``."""
    first = first_offset(code)
    return first >= 2 and first_line(code) in lines_at(code, (first - 2,))


def code_below(code: CodeType) -> Iterator[CodeType]:
    """``code`` and all code objects inside of it."""
    pending = [code]
    while pending:
        code = pending.pop()
        yield code
        pending.extend(constant for constant in code.co_consts if isinstance(constant, CodeType))


def end_of(code: CodeType) -> tuple[int, int]:
    """Where the text of ``code`` ends: the line, and the offset in it in bytes of UTF-8."""
    ends = (
        (end_line, end)
        for each in code_below(code)
        for _, end_line, _, end in each.co_positions()
        if end_line is not None and end is not None
    )
    return max(ends, default=(code.co_firstlineno, 0))


def lines_below(code: CodeType) -> list[int]:
    """All lines at which ``code``, or code inside of it, can stop, in order."""
    return sorted(set().union(*map(lines_of, code_below(code))))


def lines_of_source(source: bytes, path: str) -> list[int]:
    """All lines of a file at which a breakpoint can stop, in order.

    Raises SyntaxError or ValueError for text that is no Python program.
    """
    return lines_below(compile(source, path, "exec", dont_inherit=True, optimize=-1))
