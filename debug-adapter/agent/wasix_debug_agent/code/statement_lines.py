"""Which lines of a file belong to the same statement."""

from __future__ import annotations

_ONLY_TREE = 0x400


def statement_around(source: bytes, path: str, line: int) -> tuple[int, int] | None:
    """The first and the last line of the statement that a line is part of; of one that
    has others inside, of its head alone. None for a line between statements.

    Raises SyntaxError or ValueError for text that is no Python program.
    """
    import _ast

    lines = source.splitlines()
    pending = [compile(source, path, "exec", _ONLY_TREE, dont_inherit=True)]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
            continue
        first, last = _extent(node, lines)
        if first <= line <= last:
            return first, last
        for field in node._fields:
            value = getattr(node, field, None)
            # Statements are in lists of other statements, handlers or cases.
            if isinstance(value, list) and value and isinstance(value[0], _ast.AST):
                pending.append(value)
    return None


def _extent(node, lines: list[bytes]) -> tuple[int, int]:
    """The lines of a node, without those of the statements inside; (1, 0) for none."""
    if not hasattr(node, "end_lineno"):
        # The pattern of a case has the place.
        node_start = getattr(node, "pattern", None)
        if node_start is None:
            return 1, 0
        first = node_start.lineno
    else:
        first = node.lineno
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if not isinstance(body, list):
        return first, node.end_lineno
    last = _first_line(body[0]) - 1
    # What is left before the body are comments, after the colon.
    while last > first and (not (text := lines[last - 1].strip()) or text.startswith(b"#")):
        last -= 1
    return first, max(first, last)


def _first_line(node) -> int:
    decorators = getattr(node, "decorator_list", None)
    if decorators:
        return decorators[0].lineno
    pattern = getattr(node, "pattern", None)
    return node.lineno if pattern is None else pattern.lineno
