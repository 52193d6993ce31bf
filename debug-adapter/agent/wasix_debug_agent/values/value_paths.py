"""Expressions that name what is inside of a value, which clients evaluate again: each gives
that very value, or there is none."""

from __future__ import annotations

import sys

from .private_names import is_private

_ONLY_TREE = 0x400
#: What gives another value each time, or does more than to look.
_DOES_MORE = ("Await", "Call", "NamedExpr")


def of_expression(text: str) -> str | None:
    """The user's own expression, such that more can follow it; None if it calls something,
    which need not give the same value again."""
    try:
        pending = [compile(text.strip(), "<expression>", "eval", _ONLY_TREE, dont_inherit=True)]
    except (SyntaxError, ValueError):
        return None
    while pending:
        node = pending.pop()
        if type(node).__name__ in _DOES_MORE:
            return None
        if isinstance(node, list):
            pending.extend(node)
        else:
            pending.extend(getattr(node, field, None) for field in getattr(node, "_fields", ()))
    # The end of the line ends a comment.
    return f"({text}\n)" if "#" in text else f"({text})"


def of_variable(name: object) -> str | None:
    """A variable by its name."""
    return name if isinstance(name, str) and _is_name(name) else None


def of_attribute(owner: str | None, name: str) -> str | None:
    """An attribute of what the expression ``owner`` gives."""
    return None if owner is None or not _is_name(name) else f"{owner}.{name}"


def of_item(owner: str | None, key: object) -> str | None:
    """An item of what the expression ``owner`` gives."""
    text = None if owner is None else _literal(key)
    return None if text is None else f"{owner}[{text}]"


def _is_name(text: str) -> bool:
    """Whether the text means itself in a program, also inside of a class."""
    if not text.isidentifier() or is_private(text):
        return False
    if not text.isascii():
        from unicodedata import is_normalized

        # The compiler takes such a name for its normal form (PEP 3131).
        if not is_normalized("NFKC", text):
            return False
    from keyword import iskeyword

    return not iskeyword(text)


def _literal(key: object) -> str | None:
    kind = type(key)
    if kind is float:
        # Infinity and NaN have no literal; NaN is not even equal to itself.
        return repr(key) if -sys.float_info.max <= key <= sys.float_info.max else None
    if kind in (int, bool, str, bytes, type(None)):
        return repr(key)
    if kind is not tuple:
        return None
    texts = [_literal(part) for part in key]
    if None in texts:
        return None
    return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
