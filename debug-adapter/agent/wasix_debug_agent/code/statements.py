"""Statements of a file: where each begins, in the text and in the bytecode.

A line event says that a line begins, and no more. Statements that share a line
are told apart by the positions of their instructions (PEP 657).
"""

from __future__ import annotations

from _collections_abc import Iterator
from bisect import bisect_right
from types import CodeType

from . import code_registry, paths, source_texts

_ONLY_TREE = 0x400


class Statement:
    """A statement, or the body of a lambda. Lines and columns begin at 1; columns
    count UTF-16 units, as the Debug Adapter Protocol does. Offsets are bytes of UTF-8."""

    __slots__ = ("line", "offset", "end_line", "end_offset", "column", "end_column", "outer")

    def __init__(self, node, lines: list[bytes]) -> None:
        self.line: int = node.lineno
        self.offset: int = node.col_offset
        self.end_line: int = node.end_lineno
        self.end_offset: int = node.end_col_offset
        self.column = source_texts.column_of(lines, self.line, self.offset)
        self.end_column = source_texts.column_of(lines, self.end_line, self.end_offset)
        #: The statement that this one is part of.
        self.outer: Statement | None = None

    @property
    def start(self) -> tuple[int, int]:
        return self.line, self.offset

    def holds(self, position: tuple[int, int]) -> bool:
        return self.start <= position < (self.end_line, self.end_offset)


class StatementTable:
    """All statements of a file."""

    def __init__(self, source: bytes, path: str) -> None:
        """Raises SyntaxError or ValueError for text that is no Python program."""
        text_lines = source_texts.utf8_lines(paths.decode_source(source))
        tree = compile(source, path, "exec", _ONLY_TREE, dont_inherit=True)
        self._statements = sorted(
            (Statement(node, text_lines) for node in _statement_nodes(tree)),
            key=lambda statement: (*statement.start, -statement.end_line, -statement.end_offset),
        )
        self._starts = [statement.start for statement in self._statements]
        open_ones: list[Statement] = []
        for statement in self._statements:
            while open_ones and not open_ones[-1].holds(statement.start):
                open_ones.pop()
            statement.outer = open_ones[-1] if open_ones else None
            open_ones.append(statement)
        #: Those at which execution can stand, in order.
        self.with_code = self._find_code(compile(source, path, "exec", dont_inherit=True))

    def at(self, position: tuple[int, int]) -> Statement | None:
        """The innermost statement around a position, a line and a byte offset."""
        index = bisect_right(self._starts, position) - 1
        statement = self._statements[index] if index >= 0 else None
        while statement is not None and not statement.holds(position):
            statement = statement.outer
        return statement

    def beginnings(self, code: CodeType) -> Iterator[tuple[int, Statement]]:
        """The offsets in ``code`` where a statement begins, each with the statement."""
        first = code_registry.first_offset(code)
        previous = None
        for index, (line, _, column, _) in enumerate(code.co_positions()):
            offset = 2 * index
            if offset < first or line is None or column is None:
                continue
            statement = self.at((line, column))
            if statement is not None and statement is not previous:
                yield offset, statement
            previous = statement

    def _find_code(self, module: CodeType) -> list[Statement]:
        found = {
            statement
            for code in code_registry.code_below(module)
            for _, statement in self.beginnings(code)
        }
        return [statement for statement in self._statements if statement in found]


def _statement_nodes(tree) -> Iterator:
    import _ast

    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, _ast.AST):
            if isinstance(node, _ast.stmt):
                yield node
            elif isinstance(node, _ast.Lambda):
                yield node.body
            pending.extend(getattr(node, field, None) for field in node._fields)
