"""Values as short text, whatever their size and however broken they are."""

from __future__ import annotations

from itertools import islice

from ..conversation.refusal import Cancelled

_LONGEST_TEXT = 1_000
_LONGEST_STRING = 300
_MOST_ITEMS = 20
_DEEPEST = 3

_SEQUENCES = {list: "[]", tuple: "()", set: "{}"}


class Style:
    """How numbers are written."""

    __slots__ = ("is_hexadecimal",)

    def __init__(self, is_hexadecimal: bool = False) -> None:
        self.is_hexadecimal = is_hexadecimal


PLAIN = Style()


def render(value: object, style: Style = PLAIN) -> str:
    """``repr(value)``, shortened; never raises."""
    return _shorten(_render(value, _DEEPEST, (), style), _LONGEST_TEXT)


def render_whole(value: object) -> str:
    """``repr(value)``, however long it is; never raises."""
    return _render_other(value)


def type_name(value: object) -> str:
    return type(value).__qualname__


def full_type_name(kind: type) -> str:
    """The type's name with its module, which is left out for built-in types."""
    module = kind.__module__
    return kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"


def _render(value: object, depth: int, outer: tuple[int, ...], style: Style) -> str:
    kind = type(value)
    if kind is int and style.is_hexadecimal:
        return hex(value)
    if kind in _SEQUENCES or kind in (dict, frozenset):
        if not value:
            return repr(value)
        if depth == 0 or id(value) in outer:
            return "{...}" if kind is dict else "[...]"
        return _render_container(value, depth - 1, (*outer, id(value)), style)
    if kind in (str, bytes, bytearray):
        return _render_string(value)
    return _render_other(value)


def _render_other(value: object) -> str:
    kind = type(value)
    try:
        return repr(value)
    except Cancelled:
        raise
    except BaseException as error:
        return f"<{kind.__qualname__} whose repr() raised {type(error).__name__}: {_text(error)}>"


def _render_container(value, depth: int, outer: tuple[int, ...], style: Style) -> str:
    kind = type(value)
    if kind is dict:
        items = [
            f"{_render(key, depth, outer, style)}: {_render(item, depth, outer, style)}"
            for key, item in islice(value.items(), _MOST_ITEMS)
        ]
    else:
        items = [_render(item, depth, outer, style) for item in islice(value, _MOST_ITEMS)]
    if len(value) > _MOST_ITEMS:
        items.append("...")
    inside = ", ".join(items)
    if kind is tuple and len(value) == 1:
        inside += ","
    if kind is frozenset:
        return f"frozenset({{{inside}}})"
    opening, closing = _SEQUENCES.get(kind, "{}")
    return f"{opening}{inside}{closing}"


def _render_string(value) -> str:
    if len(value) <= _LONGEST_STRING:
        return repr(value)
    return repr(value[:_LONGEST_STRING]) + "..."


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Cancelled:
        raise
    except BaseException:
        return "?"
