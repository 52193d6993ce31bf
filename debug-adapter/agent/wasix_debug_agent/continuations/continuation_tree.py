"""All greenlets for the client's tree: also those that have not started, and dead ones."""

from __future__ import annotations

from types import FrameType

from ..code import frames, paths
from .continuations import (
    ByLastContext,
    Continuations,
    current_greenlet,
    last_context_of,
    main_greenlet,
    state_of,
)
from .greenlet_table import OriginFrame


def describe_tree(
    continuations: Continuations, active_frame: FrameType | None, start: int, count: int
) -> dict:
    """A page of the greenlets, the main one first, then in the order of their making.

    ``active_frame`` is where the running one stands.
    """
    main = main_greenlet()
    known = [] if main is None else [main, *continuations.table.greenlets()]
    page = known[start : start + count] if count else known[start:]
    by_context = ByLastContext(continuations.table)
    current = current_greenlet()
    return {
        "continuations": [
            _describe(
                greenlet,
                active_frame if greenlet is current else greenlet.gr_frame,
                continuations,
                by_context,
            )
            for greenlet in page
        ],
        "total": len(known),
    }


def _describe(
    greenlet: object,
    frame: FrameType | None,
    continuations: Continuations,
    by_context: ByLastContext,
) -> dict:
    _, resumptions, _ = greenlet.gr_wasix_history
    description: dict = {
        "id": continuations.number(greenlet),
        "name": continuations.name(greenlet),
        "state": state_of(greenlet),
        "resumptions": resumptions,
        "createdAt": [],
    }
    context = last_context_of(greenlet)
    if context is not None:
        description["context"] = context
    if greenlet.parent is not None:
        description["parent"] = continuations.number(greenlet.parent)
        created_at = continuations.table.record(greenlet).created_at
        description["createdAt"] = [_describe_origin(frame) for frame in created_at]
    switcher = continuations.switcher(greenlet, by_context)
    if switcher is not None:
        description["switcher"] = continuations.number(switcher)
    frame = frames.innermost_of_user(frame)
    if frame is not None:
        description["location"] = paths.location(frame.f_code.co_filename, frame.f_lineno)
    return description


def _describe_origin(frame: OriginFrame) -> dict:
    return {"name": frame.code.co_qualname, **paths.location(frame.code.co_filename, frame.line)}
