"""All continuations for the client's tree: the main ones of all threads, and the greenlets, also
those that have not started, and dead ones."""

from __future__ import annotations

from types import CodeType, FrameType

from ..code import frames, paths, user_code
from . import guest_threads
from .continuations import (
    ByLastContext,
    ContinuationList,
    Continuations,
    current_greenlet,
    last_context_of,
    state_of,
)
from .greenlet_table import OriginFrame


def describe_tree(
    continuations: Continuations, live: ContinuationList, start: int, count: int
) -> dict:
    """A page of the continuations: the main ones of the threads, the first thread's first, then
    the greenlets in the order of their making."""
    known = [*live.main_contexts(), *continuations.table.greenlets()]
    page = known[start : start + count] if count else known[start:]
    by_context = ByLastContext(continuations.table)
    return {
        "continuations": [
            _describe_main(each, continuations, live, by_context)
            if type(each) is int
            else _describe_greenlet(each, continuations, live, by_context)
            for each in page
        ],
        "total": len(known),
    }


def _describe_main(
    context: int, continuations: Continuations, live: ContinuationList, by_context: ByLastContext
) -> dict:
    main = continuations.main_of(context)
    # Another thread's stands for whatever runs there.
    is_here = main is not None and context == guest_threads.current_main_context()
    entry: dict = {
        "id": guest_threads.number_of_main(context),
        "name": guest_threads.name_of(context),
        "state": state_of(main) if is_here else "running",
        "context": context,
    }
    frame = live.top_frame(context)
    may_be_system = context not in (guest_threads.MAIN_CONTEXT, live.active)
    return _complete(entry, main, frame, may_be_system, continuations, by_context)


def _describe_greenlet(
    greenlet: object,
    continuations: Continuations,
    live: ContinuationList,
    by_context: ByLastContext,
) -> dict:
    entry: dict = {
        "id": continuations.number(greenlet),
        "name": continuations.name(greenlet),
        "state": state_of(greenlet),
    }
    context = last_context_of(greenlet)
    if context is not None:
        entry["context"] = context
    is_current = greenlet is current_greenlet()
    frame = live.top_frame(live.active) if is_current else greenlet.gr_frame
    return _complete(entry, greenlet, frame, not is_current, continuations, by_context)


def _complete(
    entry: dict,
    greenlet: object | None,
    frame: FrameType | None,
    may_be_system: bool,
    continuations: Continuations,
    by_context: ByLastContext,
) -> dict:
    """Adds where a continuation stands and where it comes from; that of a thread without
    greenlets has no ``greenlet``."""
    entry["resumptions"] = 0 if greenlet is None else greenlet.gr_wasix_history[1]
    entry["createdAt"] = []
    if entry["state"] == "suspended" and greenlet is not None:
        # What greenlet has put aside of the stack in linear memory that all share.
        entry["stackBytes"] = greenlet._stack_saved
    if greenlet is not None:
        if greenlet.parent is not None:
            entry["parent"] = continuations.number(greenlet.parent)
            created_at = continuations.table.record(greenlet).created_at
            entry["createdAt"] = [_describe_origin(frame) for frame in created_at]
        switcher = continuations.switcher(greenlet, by_context)
        if switcher is not None:
            entry["switcher"] = continuations.number(switcher)
    place = frames.place_of_user(frames.positions(frame))
    if place is not None:
        entry["location"] = place.location()
        if may_be_system and not _is_of_user(place.frame.f_code, entry["createdAt"]):
            entry["isSystem"] = True
    return entry


def _is_of_user(code: CodeType, created_at: list[dict]) -> bool:
    """Whether a continuation that stands in ``code``, in the user's if in any, runs code of the
    user's, or was made by it."""
    files = [code.co_filename, *(origin["path"] for origin in created_at[:1])]
    return any(map(user_code.is_user_code, files))


def _describe_origin(frame: OriginFrame) -> dict:
    return {"name": frame.code.co_qualname, **paths.location(frame.code.co_filename, frame.line)}
