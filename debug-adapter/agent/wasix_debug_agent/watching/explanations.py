"""What is behind an exception: how it travels between greenlets, and the usual cause and cure."""

from __future__ import annotations

from ..continuations.continuations import Continuations, current_greenlet
from ..conversation.refusal import Cancelled
from ..values.rendering import full_type_name
from .exception_path import path_of
from .exceptions import StopAtException

# (the exception's type with its module, a part of its message, cause and cure)
_KNOWN = (
    (
        "sqlalchemy.exc.MissingGreenlet",
        "",
        "Cause: a database operation that has to wait ran outside of the greenlet that "
        "SQLAlchemy's asyncio extension starts for it; most often an attribute that was not "
        "loaded, or expired at a commit, was read. Cure: load it beforehand (selectinload(), "
        "refresh()), create the session with expire_on_commit=False, or run the code by await "
        "session.run_sync(...).",
    ),
    (
        "greenlet.error",
        "different thread",
        "Cause: a greenlet belongs to the thread that made it, and another thread switched to it. "
        "Cure: hand the work to the greenlet's own thread, by a queue for example.",
    ),
    (
        "greenlet.error",
        "garbage collected",
        "Cause: the greenlet to switch to has been freed, or its thread has ended. Cure: keep a "
        "reference to it until it is dead.",
    ),
    (
        "greenlet.error",
        "dead",
        "Cause: the greenlet has run to its end. Cure: ask greenlet.dead before, or make a new "
        "greenlet; one cannot run twice.",
    ),
    (
        "ValueError",
        "cyclic parent chain",
        "Cause: the new parent is the greenlet itself or one of its descendants, and the result of "
        "each would go to the other for ever. Cure: choose a parent that does not descend from it, "
        "such as the hub or the main greenlet.",
    ),
    (
        "ValueError",
        "parent cannot be on a different thread",
        "Cause: a greenlet gives its result to its parent, which therefore has to live in the same "
        "thread. Cure: make the greenlet in the thread that runs its parent.",
    ),
)


def stop_at(error: BaseException, mode: str, continuations: Continuations) -> StopAtException:
    """A stop at an exception, with what is behind it. ``mode`` is the break mode."""
    return StopAtException(error, mode, _explain(error, mode, continuations))


def _explain(error: BaseException, mode: str, continuations: Continuations) -> str:
    """Sentences about an exception at which the program stands; "" when there are none."""
    parts = [_journey(error, mode, continuations), _cause(error)]
    return "\n\n".join(part for part in parts if part)


def _cause(error: BaseException) -> str:
    name = full_type_name(type(error))
    try:
        message = str(error)
    except Cancelled:
        raise
    except BaseException:
        return ""
    return next((text for known, part, text in _KNOWN if known == name and part in message), "")


def _journey(error: BaseException, mode: str, continuations: Continuations) -> str:
    """Which greenlet raised it, and which one gets it."""
    greenlet = current_greenlet()
    if greenlet is None:
        return ""
    if greenlet.parent is None:
        return _arrival_in_main(error, greenlet, continuations)
    here = continuations.label(greenlet)
    parent = continuations.label(greenlet.parent)
    if mode == "crossing":
        fate = f"which it ends. It is delivered to {parent}, the parent of {here}"
        journey = f"Raised in {here}, {fate}"
    else:
        fate = f"If it is not handled there, {parent} gets it, the parent of {here}"
        journey = f"Raised in {here}. {fate}"
    switcher = continuations.switcher(greenlet)
    if switcher is None:
        return f"{journey}."
    return f"{journey}; {here} was last switched to by {continuations.label(switcher)}."


def _arrival_in_main(error: BaseException, main: object, continuations: Continuations) -> str:
    """Main gets the exceptions of its children: told from where their stacks end."""
    # A frame further in that has no caller was the first one of a greenlet.
    inner = [position.frame for position in reversed(path_of(error))][1:]
    names = [frame.f_code.co_qualname for frame in inner if frame.f_back is None]
    if not names:
        return ""
    # Each that has died so has passed control on to the next, in the end to main.
    greenlet = main
    for _ in names:
        greenlet = continuations.switcher(greenlet) if greenlet is not None else None
    if greenlet is not None and greenlet.dead:
        who = continuations.label(greenlet)
    else:
        who = f"the greenlet that ran {names[-1]}"
    return f"Raised in {who}, which it ended; delivered to its parent."
