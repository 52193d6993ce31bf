"""What there is in the syntax tree of a text of the user's."""

from __future__ import annotations

from _collections_abc import Iterator


def all_nodes(tree: object) -> Iterator:
    """All nodes. Each may be changed when it comes, here and below."""
    return _nodes(tree, ())


def outer_nodes(tree: object) -> Iterator:
    """The nodes outside of functions and classes, which have variables of their own."""
    import _ast

    return _nodes(tree, (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef, _ast.Lambda))


def _nodes(tree: object, left_out: tuple[type, ...]) -> Iterator:
    import _ast

    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, _ast.AST) and not isinstance(node, left_out):
            pending.extend(getattr(node, field, None) for field in node._fields)
            yield node
