"""The context variables (PEP 567) of a continuation that does not run."""

from __future__ import annotations

from _collections_abc import Callable
from _contextvars import Context, ContextVar

from ..conversation.refusal import Refusal
from ..kinds import is_a
from .continuations import current_greenlet

UNKNOWN = (
    "Python tells the context variables of a thread to that thread alone: let the program stop "
    "in it."
)


def run_without_any(work: Callable[[], object]) -> object:
    """What ``work()`` gives where no context variable has a value, and what it sets is
    nobody's: on behalf of a thread whose own are unknown.

    Raises Refusal where it asks for one that has no default.
    """
    try:
        return Context().run(work)
    except LookupError as error:
        if error.args and is_a(error.args[0], ContextVar):
            raise Refusal(UNKNOWN) from None
        raise


def run_in_context(context: Context, work: Callable[[], object]) -> object:
    """What ``work()`` gives with the context variables of a task, and what it sets is the task's.

    Where somebody else has entered them, with whom the task shares them, it is nobody's.
    """
    try:
        context.run(lambda: None)
    except RuntimeError:
        context = context.copy()
    return context.run(work)


class EnteredContext:
    """While it is entered, the running code has the context variables of a suspended
    greenlet: it reads them, and what it sets is the greenlet's."""

    def __init__(self, greenlet: object) -> None:
        self._greenlet = greenlet

    def __enter__(self) -> None:
        self._current = current_greenlet()
        self._own = self._current.gr_context
        # Unlike ``Context.run()``, this does not mind that the greenlet has entered it.
        self._current.gr_context = self._greenlet.gr_context

    def __exit__(self, *_: object) -> None:
        entered = self._current.gr_context
        self._current.gr_context = self._own
        # It comes into being with the first variable that is set.
        if not self._greenlet.dead and self._greenlet is not current_greenlet():
            self._greenlet.gr_context = entered
