"""Exceptions that stop the program: where they are raised, pass, or are not handled."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

import _wasix_host

from ..code import frames, user_code
from ..code.frames import FramePosition
from ..continuations.continuations import current_greenlet, greenlet_module
from . import exceptions
from .event_filters import EventFilters
from .exception_path import stack_where_raised
from .missing_modules import MissingModules
from .monitor import BREAKPOINT_TOOL, events, on
from .reported_exceptions import ReportedExceptions
from .throw_watch import ThrowWatch

# How Python tells of an exception that has ended a thread without a Thread object.
_RAW_THREAD = "Exception ignored in thread started by"


class ExceptionWatch:
    #: Runs where a thread has ended by an exception, which it handles.
    THREAD_FAILURE_CODE = "_make_invoke_excepthook.<locals>.invoke_excepthook"

    def __init__(self, filters: EventFilters, stop) -> None:
        """``stop(error, mode, stack)`` is called where a filter wants to stop.

        ``mode`` is the protocol's break mode, or ``crossing``.
        """
        self._filters = filters
        self._on_stop = stop
        self._missing_modules = MissingModules()
        #: What the same events tell of switches.
        self.throws = ThrowWatch()
        # Each exception is reported once for each filter, while it is on its way.
        self._reported = ReportedExceptions()
        self._is_in_program = False
        on(BREAKPOINT_TOOL, events.RAISE, self._on_raise)
        on(BREAKPOINT_TOOL, events.PY_UNWIND, self._on_unwind)

    def start(self) -> None:
        """To be called when the program begins."""
        _wasix_host.on_unhandled_exception(self._on_unhandled)

    def on_module_start(self, frame: FrameType) -> None:
        """The code of a module begins. What is raised before the first one of the program's is
        the interpreter's, which tries whether it was given an archive, for instance."""
        if not self._is_in_program:
            is_main = frame.f_globals.get("__name__") == "__main__"
            self._is_in_program = is_main or user_code.is_user_code(frame.f_code.co_filename)

    def on_thread_failure(self) -> None:
        """A thread of the module threading is about to tell of the exception being handled."""
        error = sys.exception()
        # It says nothing of this one, which ends a thread in peace.
        if error is not None and type(error) is not SystemExit:
            self._on_unhandled(error)

    def _on_unraisable(self, unraisable) -> None:
        if (unraisable.err_msg or "").startswith(_RAW_THREAD):
            self._on_unhandled(unraisable.exc_value)
        sys.__unraisablehook__(unraisable)

    def wanted_events(self) -> int:
        """The events that the filters need, from all code. Prepares for what has no event."""
        # A thread that module _thread has started reports its end there; a program that
        # has a hook of its own does without.
        if sys.unraisablehook is sys.__unraisablehook__ and self._filters.has("uncaught"):
            sys.unraisablehook = self._on_unraisable
        elif sys.unraisablehook == self._on_unraisable and not self._filters.has("uncaught"):
            sys.unraisablehook = sys.__unraisablehook__
        wanted = 0
        if self._filters.has("raised"):
            wanted |= events.RAISE
        if self.throws.is_wanted:
            wanted |= events.RAISE | events.PY_UNWIND
        if self._filters.has("userUnhandled", "crossing"):
            wanted |= events.PY_UNWIND
        return wanted

    def _on_raise(self, code: CodeType, offset: int, error: BaseException) -> None:
        # What is raised may be that there is no room left to recurse.
        _wasix_host.enter_debugger()
        try:
            if self.throws.is_wanted:
                self.throws.on_raise(error, code, offset)
            if self._filters.has("raised"):
                self._check_raised(error, sys._getframe(1))
        finally:
            _wasix_host.leave_debugger()

    def _check_raised(self, error: BaseException, frame: FrameType) -> None:
        if not self._is_in_program or user_code.is_skipped(frame.f_code.co_filename):
            return
        if frames.is_agent_at_work(frame):
            return
        if not exceptions.is_news(error, frame):
            return
        if self._filters.stops_at_exception("raised", error, frame):
            self._stop(error, "always", frames.stack_of(frame))

    def _on_unwind(self, code: CodeType, offset: int, error: BaseException) -> None:
        """An exception is about to leave a frame."""
        _wasix_host.enter_debugger()
        try:
            if self.throws.is_wanted:
                self.throws.on_unwind(error, sys._getframe(1))
            if self._filters.has("userUnhandled", "crossing"):
                self._check_unwound(error, sys._getframe(1))
        finally:
            _wasix_host.leave_debugger()

    def _check_unwound(self, error: BaseException, frame: FrameType) -> None:
        self._reported.moves(error, frame)
        caller = frames.program_frame(frame.f_back)
        is_own = user_code.is_user_code(frame.f_code.co_filename)
        if caller is None and _is_in_main():
            # Nobody will handle it, which is told once.
            is_told = self._filters.has("uncaught")
            self._check("userUnhandled", error, frame, is_own and not is_told)
        elif caller is None:
            self._check("crossing", error, frame, _leaves_greenlet(error))
        else:
            is_callers = user_code.is_user_code(caller.f_code.co_filename)
            self._check("userUnhandled", error, frame, is_own and not is_callers)

    def _check(self, name: str, error: BaseException, frame: FrameType, applies: bool) -> None:
        """Stops for the filter of that name, which is the break mode as well."""
        if not applies or exceptions.is_control_flow(error) or self._reported.has(error, name):
            return
        stack = stack_where_raised(error)
        if self._filters.stops_at_exception(name, error, stack[0].frame if stack else None):
            self._reported.add(error, frame, name)
            self._stop(error, name, stack)

    def _on_unhandled(self, error: BaseException) -> None:
        self._missing_modules.tell(error)
        stack = stack_where_raised(error)
        if self._filters.stops_at_exception("uncaught", error, stack[0].frame if stack else None):
            self._stop(error, "unhandled", stack)

    def _stop(self, error: BaseException, mode: str, stack: list[FramePosition]) -> None:
        self._missing_modules.tell(error)
        self._on_stop(error, mode, stack)


def _is_in_main() -> bool:
    greenlet = current_greenlet()
    return greenlet is None or greenlet.parent is None


def _leaves_greenlet(error: BaseException) -> bool:
    # That one ends a greenlet in peace: its parent gets it as a value.
    return not isinstance(error, greenlet_module().GreenletExit)
