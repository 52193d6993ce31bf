"""Values as short text, whatever their size and however broken they are."""

from __future__ import annotations

from _collections_abc import Callable, Iterable
from itertools import islice

from ..conversation.refusal import Cancelled
from ..kinds import module_of, name_of, qualified_name_of
from . import standard_reprs
from .safe_texts import text_without_code

_LONGEST_TEXT = 1_000
_MOST_ITEMS = 20
#: How deep collections are shown in each other, and records such as data classes.
_DEEPEST = 3
_DEEPEST_RECORD = 15
#: How many values are written as one text at most, in all collections and records of it.
_MOST_VALUES = 200


class Style:
    """How values are written.

    ``is_safe`` is for texts that the user asks for in passing: no code of the program
    runs for them. ``label`` tells what a greenlet is called.
    """

    __slots__ = ("is_hexadecimal", "is_safe", "label")

    def __init__(
        self,
        is_hexadecimal: bool = False,
        is_safe: bool = False,
        label: Callable[[object], str] | None = None,
    ) -> None:
        self.is_hexadecimal = is_hexadecimal
        self.is_safe = is_safe
        self.label = label


PLAIN = Style()


def render(value: object, style: Style = PLAIN) -> str:
    """``repr(value)``, shortened; never raises."""
    return _shorten(Writer(style).text(value), _LONGEST_TEXT)


def render_whole(value: object) -> str:
    """``repr(value)``, however long it is; never raises."""
    return _own_text(value)


def type_name(value: object) -> str:
    return qualified_name_of(type(value))


def full_type_name(kind: type) -> str:
    """The type's name with its module, which is left out for built-in types."""
    module = module_of(kind)
    name = qualified_name_of(kind)
    return name if module in ("builtins", None) else f"{module}.{name}"


class Writer:
    """Writes one value, and so much of what is inside of it as there is room for. What is
    inside is not asked for its text beyond that, however much it is."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._left = _MOST_VALUES
        self._depth = 0
        self._records = 0
        self._outer: list[int] = []

    def text(self, value: object) -> str:
        """The text of a value, which may be inside of another."""
        self._left -= 1
        if self._left < 0:
            return "..."
        kind = type(value)
        if kind is int and self.style.is_hexadecimal:
            return hex(value)
        if self.style.label is not None:
            text = standard_reprs.text_of_greenlet(value, self.style.label)
            if text is not None:
                return text
        write = standard_reprs.writer_of(value)
        if write is not None:
            try:
                return write(self, value)
            except Cancelled:
                raise
            except Exception:
                # It is not what its type says that it is.
                pass
        return self.leaf(value)

    def leaf(self, value: object) -> str:
        """The text of a value that is not looked into."""
        return _own_text(value, text_without_code if self.style.is_safe else repr)

    def items(self, values: Iterable, size: int, write=None) -> str:
        """The texts of the first of some values, with commas in between."""
        write = write or self.text
        texts = [write(value) for value in islice(values, _MOST_ITEMS)]
        if size > _MOST_ITEMS:
            texts.append("...")
        return ", ".join(texts)

    def pair(self, pair: tuple) -> str:
        """A key and a value."""
        key, value = pair
        return f"{self.text(key)}: {self.text(value)}"

    def collection(self, value: object, opening: str, closing: str, write) -> str:
        """A collection between brackets: ``write()`` gives what is in between."""
        if self._depth == _DEEPEST or id(value) in self._outer:
            return f"{opening}...{closing}"
        self._depth += 1
        try:
            return f"{opening}{self._inside(value, write)}{closing}"
        finally:
            self._depth -= 1

    def record(self, value: object, name: str, write) -> str:
        """A value that consists of others, each with a meaning of its own."""
        if self._records == _DEEPEST_RECORD or id(value) in self._outer:
            return f"{name}(...)"
        self._records += 1
        # A collection in a field is as near as one in a variable.
        depth, self._depth = self._depth, 0
        try:
            return f"{name}({self._inside(value, write)})"
        finally:
            self._records -= 1
            self._depth = depth

    def _inside(self, value: object, write) -> str:
        self._outer.append(id(value))
        try:
            return write()
        finally:
            self._outer.pop()


def _own_text(value: object, text_of=repr) -> str:
    kind = type(value)
    try:
        return text_of(value)
    except Cancelled:
        raise
    except BaseException as error:
        what = f"{name_of(type(error))}: {message_of(error)}"
        return f"<{qualified_name_of(kind)} whose repr() raised {what}>"


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def message_of(error: BaseException) -> str:
    """What an exception says; never raises."""
    try:
        return str(error)
    except Cancelled:
        raise
    except BaseException:
        return "?"
