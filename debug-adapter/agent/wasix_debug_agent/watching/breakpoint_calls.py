"""Breakpoints that the program calls: ``breakpoint()``, and what starts pdb."""

from __future__ import annotations

import os
import sys
from types import FrameType

from ..code import frames
from ..conversation import channel

# The variable says which function to call instead; these are the usual one.
_VARIABLE = "PYTHONBREAKPOINT"
_USUAL = ("", "pdb.set_trace")


class BreakpointCalls:
    """Stops the program where it calls for a debugger.

    pdb would talk to the program's standard input, where nobody is.
    """

    #: Begins with the creation of a :class:`pdb.Pdb`, the earliest moment to tell that
    #: the program uses one.
    CODE = "Pdb.__init__"

    def __init__(self, stop) -> None:
        """``stop(frame)`` is called where ``frame`` has called for a debugger, or, if that is
        None, a continuation that runs nothing else."""
        self._stop = stop
        #: Whether there is somebody to stop for.
        self.has_client = False

    def start(self) -> None:
        """To be called when the program begins."""
        sys.breakpointhook = self._hook

    def on_pdb(self) -> None:
        """Takes the place of pdb, which the program is about to use."""
        pdb = sys.modules.get("pdb")
        if pdb is None or pdb.Pdb.set_trace.__module__ == __name__:
            return
        original = pdb.Pdb.set_trace

        def set_trace(self, frame=None, **options):
            # One that was given other streams talks to somebody by those.
            uses_terminal = self.use_rawinput and self.stdin in (sys.stdin, sys.__stdin__)
            if not uses_terminal or not calls._call(frame or _caller()):
                # No other call is to go on with this one's streams, as it would from 3.14 on.
                latest = getattr(pdb.Pdb, "_last_pdb_instance", None)
                original(self, frame or sys._getframe(1), **options)
                pdb.Pdb._last_pdb_instance = latest

        def start_trace(self):
            # The tool of sys.monitoring that pdb would take is taken: it traces instead.
            self.monitoring_tracer = None
            originally_started(self)

        calls = self
        pdb.Pdb.set_trace = set_trace
        # From CPython 3.14 on.
        originally_started = getattr(pdb.Pdb, "start_trace", None)
        if originally_started is not None:
            pdb.Pdb.start_trace = start_trace

    def _hook(self, *args: object, **options: object) -> object:
        wanted = os.environ.get(_VARIABLE, "")
        if wanted not in _USUAL or not self._call(_caller()):
            return sys.__breakpointhook__(*args, **options)
        header = options.get("header")
        if header is not None:
            channel.tell(str(header))
        return None

    def _call(self, frame: FrameType | None) -> bool:
        """``frame`` calls for a debugger. Returns whether there is one."""
        if not self.has_client:
            return False
        # What the debugger itself evaluates is no place to stop.
        if not frames.is_run_by_agent(frame):
            self._stop(frame)
        return True


def _caller() -> FrameType | None:
    """The frame that calls for a debugger, be it by pdb."""
    frame = frames.current_program_frame()
    pdb = sys.modules.get("pdb")
    while frame is not None and pdb is not None and frame.f_code.co_filename == pdb.__file__:
        frame = frame.f_back
    return frame


def forget_pdb(trace: object) -> None:
    """Takes off the trace function of a pdb that was started by what the debugger
    has evaluated. ``trace`` is the one that the program had before."""
    if sys.gettrace() is trace or not _is_pdb(sys.gettrace()):
        return
    sys.settrace(trace)
    frame = sys._getframe()
    while frame is not None:
        if _is_pdb(frame.f_trace):
            del frame.f_trace
        frame = frame.f_back


def _is_pdb(trace: object) -> bool:
    bdb = sys.modules.get("bdb")
    return bdb is not None and isinstance(getattr(trace, "__self__", None), bdb.Bdb)
