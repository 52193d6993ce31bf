"""Which switches were throws: those that brought an exception to their target."""

from __future__ import annotations

from _weakref import ref
from types import CodeType, FrameType

from ..code import frames
from ..code.call_sites import method_called
from ..continuations.continuations import current_greenlet, greenlet_module, live_greenlets
from ..continuations.guest_threads import MAIN_CONTEXT, current_main_context
from ..conversation import channel
from ..values.rendering import full_type_name

# More places that throw than programs have.
_MOST_SITES = 10_000


class ThrowWatch:
    """Tells the session of each throw, as the exception is raised in the target.

    It is told by exceptions, and a switch that brings none costs nothing. Known are the death of
    a greenlet into its parent by an exception that left its Python code, a call of a method
    ``throw`` in Python code, and the end of a greenlet that nobody holds any more. Others count as
    switches: a throw that C code makes, and one to a greenlet that had not started, where the
    exception reaches no Python code but the parent's.
    """

    def __init__(self) -> None:
        self.is_wanted = False
        # The exception that has left a greenlet, and the context of that, while the parent
        # has not got it. By its address: an exception keeps all its frames alive.
        self._leaving = (0, 0)
        # The last arrival that was looked at: an exception that comes by a switch is the first
        # that is raised after it.
        self._seen = (0, 0)
        self._greenlets: dict[int, ref] = {}
        # Whether a call is one of ``throw``; with the code, which keeps its address that way.
        self._sites: dict[tuple[int, int], tuple[CodeType, bool]] = {}

    def on_unwind(self, error: BaseException, frame: FrameType) -> None:
        """An exception is leaving a frame."""
        if frames.program_frame(frame.f_back) is not None:
            return
        greenlet = current_greenlet()
        if greenlet is None or greenlet.parent is None:
            return
        # The parent gets that one as a value.
        if isinstance(error, greenlet_module().GreenletExit):
            return
        self._leaving = (id(error), greenlet.gr_wasix_context_id)

    def on_raise(self, error: BaseException, code: CodeType, offset: int) -> None:
        """An exception is raised in the running continuation, by an instruction of some code."""
        greenlet = current_greenlet()
        # The host counts the switches of the first thread.
        if greenlet is None or current_main_context() != MAIN_CONTEXT:
            return
        context, arrivals, switcher = greenlet.gr_wasix_history
        if arrivals == 0 or (context, arrivals) == self._seen:
            return
        self._seen = (context, arrivals)
        if (
            (id(error), switcher) == self._leaving
            or self._is_throwing(switcher)
            or _is_exit(error, code, offset)
        ):
            channel.send({"event": "threw", "exception": full_type_name(type(error))})

    def _is_throwing(self, context: int) -> bool:
        """Whether a continuation, which has not run since, switched away by ``throw()``."""
        origin = self._greenlet(context)
        frame = None if origin is None else frames.suspended_frame(origin)
        return frame is not None and self._is_throw(frame.f_code, frame.f_lasti)

    def _greenlet(self, context: int) -> object | None:
        known = self._greenlets.get(context)
        found = None if known is None else known()
        if found is None:
            # No two have the same context: what is found once holds.
            self._greenlets = {number: ref(each) for number, each in live_greenlets().items()}
            known = self._greenlets.get(context)
            found = None if known is None else known()
        return found

    def _is_throw(self, code: CodeType, offset: int) -> bool:
        key = (id(code), offset)
        known = self._sites.get(key)
        if known is None:
            if len(self._sites) >= _MOST_SITES:
                self._sites.clear()
            known = self._sites[key] = (code, method_called(code, offset) == "throw")
        return known[1]


def _is_exit(error: BaseException, code: CodeType, offset: int) -> bool:
    """Whether it is greenlet that ends the running continuation: of all C code, nobody else raises
    a GreenletExit."""
    if not isinstance(error, greenlet_module().GreenletExit):
        return False
    from opcode import opmap

    is_raised_here = error.__traceback__ is not None and error.__traceback__.tb_next is None
    return is_raised_here and code.co_code[offset] != opmap["RAISE_VARARGS"]
