"""All about an exception: with those that led to it, and the members of groups."""

from __future__ import annotations

from _collections import deque
from _collections_abc import Iterator
from types import TracebackType

from ..conversation.refusal import Cancelled
from ..values.rendering import full_type_name
from .exceptions import headline, message_of, shorten

# How many exceptions are told of at most; with how many that is done in detail, which takes
# a hundred times as long; and how many more are counted.
_MOST = 100
_MOST_IN_DETAIL = 20
_MOST_COUNTED = 100_000
# How many frames of a longer stack are shown, at its outer and its inner end.
_OUTER_FRAMES = 10
_INNER_FRAMES = 40
# How many members are in the text of a group, as Python has it.
_WIDEST_GROUP = 15


class _Described:
    """An exception with what there is to tell of it."""

    __slots__ = ("error", "description", "inner")

    def __init__(self, error: BaseException, mode: str) -> None:
        self.error = error
        self.inner: list[_Described] = []
        self.description = {
            "typeName": type(error).__qualname__,
            "fullTypeName": full_type_name(type(error)),
            "message": message_of(error),
            "breakMode": mode,
            "stackTrace": "",
            "inner": [],
        }

    def add(self, inner: _Described) -> None:
        self.inner.append(inner)
        self.description["inner"].append(inner.description)


def describe(error: BaseException, mode: str) -> tuple[dict, str]:
    """The protocol's description of an exception, with those inside of it, each once.
    ``mode`` is the break mode. Returns a sentence as well on what is left out, or ""."""
    root = _Described(error, mode)
    told = [root]
    seen = {id(error)}
    left_out: deque[BaseException] = deque()
    # Level by level, so that a long chain takes no room from the members of a group; and
    # without recursion, as a chain can be longer than the stack can be deep.
    for outer in told:
        for inner in _inside(outer.error):
            if id(inner) in seen:
                continue
            seen.add(id(inner))
            if len(told) == _MOST:
                left_out.append(inner)
            else:
                told.append(_Described(inner, mode))
                outer.add(told[-1])
    text_of = _text_of if len(told) <= _MOST_IN_DETAIL else _brief_text_of
    # Members come before the groups that have them in their text.
    for each in reversed(told):
        each.description["stackTrace"] = shorten(text_of(each.error))
        if isinstance(each.error, BaseExceptionGroup):
            each.description["stackTrace"] += _members_text(each)
    count = _count(left_out, seen)
    if count == 0:
        return root.description, ""
    number = f"more than {count}" if count == _MOST_COUNTED else str(count)
    return root.description, f"Only {_MOST} exceptions are shown here; {number} more led to them."


def _inside(error: BaseException) -> Iterator[BaseException]:
    """The members of a group, and what led to the exception."""
    if isinstance(error, BaseExceptionGroup):
        yield from error.exceptions
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield cause


def _count(waiting: deque[BaseException], seen: set[int]) -> int:
    """How many exceptions wait to be told of, with those inside of them."""
    count = 0
    while waiting and count < _MOST_COUNTED:
        count += 1
        for inner in _inside(waiting.popleft()):
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
    return count


def _text_of(error: BaseException) -> str:
    """The traceback and text of one exception, as Python prints them."""
    # Only now: traceback imports much that the program may not need.
    from traceback import TracebackException

    entries = _entries(error.__traceback__)
    inner = _inner(entries)
    try:
        # As part of another one, it does not go through all that led to it.
        printed = TracebackException(
            type(error),
            error,
            error.__traceback__,
            limit=-len(inner),
            _seen=set(),
        )
        printed.exceptions = None
        ending = [*printed.stack.format(), *printed.format_exception_only()]
        return "".join([*_beginning(entries, inner), *ending])
    except Cancelled:
        raise
    except BaseException:
        return ""


def _brief_text_of(error: BaseException) -> str:
    """The same without marks under the parts of lines, and without suggestions."""
    entries = _entries(error.__traceback__)
    inner = _inner(entries)
    return "".join([*_beginning(entries, inner), *map(_line, inner), f"{headline(error)}\n"])


def _entries(traceback: TracebackType | None) -> list[TracebackType]:
    entries = []
    while traceback is not None:
        entries.append(traceback)
        traceback = traceback.tb_next
    return entries


def _inner(entries: list[TracebackType]) -> list[TracebackType]:
    """The entries at the end of a traceback that are shown: all of them unless it is long."""
    return entries if len(entries) <= _OUTER_FRAMES + _INNER_FRAMES else entries[-_INNER_FRAMES:]


def _beginning(entries: list[TracebackType], inner: list[TracebackType]) -> Iterator[str]:
    """What a traceback begins with, before those entries."""
    if entries:
        yield "Traceback (most recent call last):\n"
    if len(inner) < len(entries):
        yield from map(_line, entries[:_OUTER_FRAMES])
        yield f"  [{len(entries) - len(inner) - _OUTER_FRAMES} frames are left out]\n"


def _line(entry: TracebackType) -> str:
    """What a traceback says of a frame."""
    from linecache import getline

    code = entry.tb_frame.f_code
    place = f'  File "{code.co_filename}", line {entry.tb_lineno}, in {code.co_name}\n'
    text = getline(code.co_filename, entry.tb_lineno, entry.tb_frame.f_globals).strip()
    return f"{place}    {text}\n" if text else place


def _members_text(group: _Described) -> str:
    """The members of a group, as Python prints them."""
    ids = {id(member) for member in group.error.exceptions}
    members = [each for each in group.inner if id(each.error) in ids][:_WIDEST_GROUP]
    lines = []
    for number, member in enumerate(members, 1):
        lines.append(f"{'+-' if number == 1 else '  '}+---------------- {number} ----------------")
        lines += [f"  | {line}" for line in member.description["stackTrace"].splitlines()]
    if len(ids) > len(members):
        lines.append(f"  +---------------- and {len(ids) - len(members)} more")
    else:
        lines.append("  +------------------------------------")
    return "".join(f"{line}\n" for line in lines)
