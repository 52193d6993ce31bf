"""What a value is, by its type alone."""

from __future__ import annotations


def is_a(value: object, kinds: type | tuple[type, ...]) -> bool:
    """``isinstance()`` without asking the value, whose ``__class__`` may be the program's
    code: a proxy's raises an exception where there is nothing behind it."""
    return issubclass(type(value), kinds)
