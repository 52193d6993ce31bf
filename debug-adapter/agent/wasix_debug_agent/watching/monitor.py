"""The agent's use of ``sys.monitoring`` (PEP 669).

Two tools of it are always taken. One watches for breakpoints: its events are taken off
each place that has none, for good, so that code without breakpoints runs at full
speed. The other watches steps, only while there are any, and only the code that
they concern. A third is taken while there are breakpoints on data, whichever is free.
What several have an event on is reported to the steps first, then to data, then to
breakpoints: the higher number comes first.
"""

from __future__ import annotations

import sys
from types import CodeType

from .code_events import CodeEvents

_monitoring = sys.monitoring
events = _monitoring.events
DISABLE = _monitoring.DISABLE

# All lines that run. For a line on which a function both begins and goes on, such as that
# of a lambda, LINE comes only while the function's start is watched as well: without that,
# its RESUME is specialized to an instruction that hides the line (CPython 3.13 to 3.15,
# Python/instrumentation.c). So the callback for starts must not return DISABLE.
LINES = events.LINE | events.PY_START

BREAKPOINT_TOOL = _monitoring.DEBUGGER_ID
# The one that no program is known to use.
STEP_TOOL = _monitoring.OPTIMIZER_ID
_TOOL_NAME = "wasix-debug"
# Python's own: a MovableTool puts another in its place.
_use_tool_id = _monitoring.use_tool_id


def claim_tools() -> None:
    for tool in (BREAKPOINT_TOOL, STEP_TOOL):
        claim_tool(tool)


def claim_tool(tool: int) -> None:
    _use_tool_id(tool, _TOOL_NAME)


def on(tool: int, event: int, callback) -> None:
    """Registers the callback of one event. Arguments: those of PEP 669."""
    _monitoring.register_callback(tool, event, callback)


# The code that some tool has instruction events on, with the tool and its events there,
# by tool and the id of the code: hashing code takes long.
_instructions_of: dict[tuple[int, int], tuple[int, CodeType, int]] = {}


def _set_local_events(tool: int, code: CodeType, event_set: int) -> None:
    _monitoring.set_local_events(tool, code, event_set)
    if event_set & events.INSTRUCTION:
        _instructions_of[tool, id(code)] = (tool, code, event_set)
    else:
        _instructions_of.pop((tool, id(code)), None)


def _set_events(tool: int, event_set: int) -> None:
    _monitoring.set_events(tool, event_set)
    # CPython 3.13 loses instruction events, any tool's, when those for all code change:
    # they are asked for anew.
    for other, code, wanted in _instructions_of.values():
        _monitoring.set_local_events(other, code, 0)
        _monitoring.set_local_events(other, code, wanted)


class WatchedCode:
    """The events that a tool wants from single code objects and from all code."""

    def __init__(self, tool: int) -> None:
        self._tool = tool
        self._everywhere = 0
        self._local = CodeEvents()

    def watch(self, wanted: CodeEvents, everywhere: int = 0) -> None:
        """Watches exactly these code objects, each for its set of events, and all code
        for those of ``everywhere``."""
        for code, _ in self._local:
            if code not in wanted:
                _set_local_events(self._tool, code, 0)
        for code, event_set in wanted:
            if self._local.of(code) != event_set:
                _set_local_events(self._tool, code, event_set)
        self._local = wanted
        if everywhere != self._everywhere:
            self._everywhere = everywhere
            _set_events(self._tool, everywhere)


def watch_places(code: CodeType, lines: bool, instructions: bool) -> None:
    """Turns the breakpoint tool's events of ``code`` on, at all its places, or off."""
    wanted = (events.LINE if lines else 0) | (events.INSTRUCTION if instructions else 0)
    _monitoring.set_local_events(BREAKPOINT_TOOL, code, 0)
    _set_local_events(BREAKPOINT_TOOL, code, wanted)


def restart_events() -> None:
    """Turns all events on again that callbacks have turned off for single places."""
    _monitoring.restart_events()
