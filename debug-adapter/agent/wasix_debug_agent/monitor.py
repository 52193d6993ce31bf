"""The agent's use of ``sys.monitoring`` (PEP 669).

Two tools of it are always taken. One watches for breakpoints: its events are taken off
each place that has none, for good, so that code without breakpoints runs at full
speed. The other watches steps, only while there are any, and only the code that
they concern. A third is taken with the first breakpoint on data. What several have
an event on is reported to the steps first, then to data, then to breakpoints.
"""

from __future__ import annotations

import sys
from types import CodeType

_monitoring = sys.monitoring
events = _monitoring.events
DISABLE = _monitoring.DISABLE

BREAKPOINT_TOOL = _monitoring.DEBUGGER_ID
STEP_TOOL = 4
DATA_TOOL = 3
_TOOL_NAME = "wasix-debug"


def claim_tools() -> None:
    for tool in (BREAKPOINT_TOOL, STEP_TOOL):
        claim_tool(tool)


def claim_tool(tool: int) -> None:
    _monitoring.use_tool_id(tool, _TOOL_NAME)


def on(tool: int, event: int, callback) -> None:
    """Registers the callback of one event. Arguments: those of PEP 669."""
    _monitoring.register_callback(tool, event, callback)


class WatchedCode:
    """The events that a tool wants from single code objects and from all code."""

    def __init__(self, tool: int) -> None:
        self._tool = tool
        self._everywhere = 0
        self._local: dict[CodeType, int] = {}

    def watch(self, wanted: dict[CodeType, int], everywhere: int = 0) -> None:
        """Watches exactly these code objects, each for its set of events, and all code
        for those of ``everywhere``."""
        if everywhere != self._everywhere:
            # CPython 3.13 loses a tool's instruction events in code that is running
            # when those for all code change: they are asked for afterwards, and anew.
            self._watch_local({})
            self._everywhere = everywhere
            _monitoring.set_events(self._tool, everywhere)
        self._watch_local(wanted)

    def _watch_local(self, wanted: dict[CodeType, int]) -> None:
        for code in self._local.keys() - wanted.keys():
            _monitoring.set_local_events(self._tool, code, 0)
        for code, event_set in wanted.items():
            if self._local.get(code) != event_set:
                _monitoring.set_local_events(self._tool, code, event_set)
        self._local = wanted


def watch_places(code: CodeType, lines: bool, instructions: bool) -> None:
    """Turns the breakpoint tool's events of ``code`` on, at all its places, or off."""
    wanted = (events.LINE if lines else 0) | (events.INSTRUCTION if instructions else 0)
    _monitoring.set_local_events(BREAKPOINT_TOOL, code, 0)
    if wanted:
        _monitoring.set_local_events(BREAKPOINT_TOOL, code, wanted)


def restart_events() -> None:
    """Turns all events on again that callbacks have turned off for single places."""
    _monitoring.restart_events()
