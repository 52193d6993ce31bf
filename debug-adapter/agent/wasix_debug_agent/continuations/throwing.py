"""Ending a continuation from outside: by GreenletExit, as ``greenlet.throw()`` does."""

from __future__ import annotations

from ..conversation.refusal import Refusal
from .continuations import Continuations, current_greenlet, greenlet_module


def throw_exit(greenlet: object | None, continuations: Continuations) -> None:
    """Lets a suspended greenlet end now; its ``finally`` clauses run.

    Raises Refusal when it cannot be ended or does not end.
    """
    label = continuations.label(greenlet)
    if greenlet is None or greenlet.parent is None:
        raise Refusal("The main continuation ends with the program: stop the session instead.")
    here = current_greenlet()
    if greenlet is here:
        raise Refusal(f"{label} is running: let it switch away first.")
    parent = greenlet.parent
    # Its end passes control to its parent, which must be whoever asks.
    try:
        greenlet.parent = here
    except ValueError:
        raise Refusal(
            f"{label} cannot be ended here, because {continuations.label(here)} descends from it."
        ) from None
    greenlet.throw(greenlet_module().GreenletExit)
    # Dead or not, who switches to it from now on goes where the program wants.
    greenlet.parent = parent
    if not greenlet.dead:
        raise Refusal(f"{label} did not end: it caught GreenletExit, or switched away.")
