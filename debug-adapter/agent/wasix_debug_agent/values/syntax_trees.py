"""What there is in the syntax tree of a text of the user's."""

from __future__ import annotations

from _collections_abc import Iterator


def outer_nodes(tree: object) -> Iterator:
    """The nodes outside of functions and classes, which have variables of their own. Each
    may be changed when it comes."""
    import _ast

    inner = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef, _ast.Lambda)
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, _ast.AST) and not isinstance(node, inner):
            pending.extend(getattr(node, field, None) for field in node._fields)
            yield node
