"""The context variables (PEP 567) of a continuation that does not run."""

from __future__ import annotations

from .continuations import current_greenlet


class EnteredContext:
    """While it is entered, the running code has the context variables of a suspended
    greenlet: it reads them, and what it sets is the greenlet's."""

    def __init__(self, greenlet: object | None) -> None:
        """``greenlet`` is None where nothing is to change."""
        self._greenlet = greenlet

    def __enter__(self) -> None:
        if self._greenlet is None:
            return
        self._current = current_greenlet()
        self._own = self._current.gr_context
        # Unlike ``Context.run()``, this does not mind that the greenlet has entered it.
        self._current.gr_context = self._greenlet.gr_context

    def __exit__(self, *_: object) -> None:
        if self._greenlet is None:
            return
        entered = self._current.gr_context
        self._current.gr_context = self._own
        # It comes into being with the first variable that is set.
        if not self._greenlet.dead and self._greenlet is not current_greenlet():
            self._greenlet.gr_context = entered
