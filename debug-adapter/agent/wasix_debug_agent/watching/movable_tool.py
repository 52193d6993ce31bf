"""A tool of ``sys.monitoring`` that makes room for the program's own tools."""

from __future__ import annotations

import sys
from _collections_abc import Callable

from .code_events import CodeEvents
from .monitor import WatchedCode, claim_tool, on

_monitoring = sys.monitoring

# Those that nobody is known to use come first: of the others, one is for coverage
# and one for profilers (PEP 669).
_CANDIDATES = (4, 3, _monitoring.COVERAGE_ID, _monitoring.PROFILER_ID)

NO_ROOM = (
    "The program has taken all tools of sys.monitoring, and breakpoints on data need one: "
    "free one of 1 to 4."
)


class MovableTool:
    """Has a tool only while it is needed, and moves to another when the program wants that."""

    def __init__(self, callbacks: dict[int, Callable], on_end: Callable[[], None]) -> None:
        """``callbacks`` by their events. ``on_end()`` is called when the program has taken
        the last tool, and nothing is watched any more."""
        self._callbacks = callbacks
        self._on_end = on_end
        self._tool: int | None = None
        self._watched: WatchedCode | None = None
        self._wanted = (CodeEvents(), 0)
        self._use_tool_id: Callable | None = None

    def claim(self) -> bool:
        """Takes a tool, if it has none. Returns whether it has one now."""
        if self._tool is None:
            self._tool = next(filter(_is_free, _CANDIDATES), None)
            if self._tool is None:
                return False
            claim_tool(self._tool)
            for event, callback in self._callbacks.items():
                on(self._tool, event, callback)
            self._watched = WatchedCode(self._tool)
            if self._use_tool_id is None:
                self._use_tool_id = _monitoring.use_tool_id
                _monitoring.use_tool_id = self._on_use
        return True

    def watch(self, local: CodeEvents, everywhere: int) -> None:
        """Watches code as :meth:`WatchedCode.watch` does. It has to be claimed."""
        self._wanted = (local, everywhere)
        self._watched.watch(local, everywhere)

    def release(self) -> None:
        """Gives the tool back."""
        self._leave()
        if self._use_tool_id is not None:
            _monitoring.use_tool_id = self._use_tool_id
            self._use_tool_id = None

    def _leave(self) -> None:
        if self._tool is None:
            return
        self._watched.watch(CodeEvents(), 0)
        for event in self._callbacks:
            on(self._tool, event, None)
        _monitoring.free_tool_id(self._tool)
        self._tool = self._watched = None

    def _on_use(self, tool_id: int, name: str, /) -> None:
        """The program takes a tool: in the place of ``sys.monitoring.use_tool_id``."""
        use_tool_id = self._use_tool_id or _monitoring.use_tool_id
        if tool_id != self._tool:
            use_tool_id(tool_id, name)
            return
        self._leave()
        use_tool_id(tool_id, name)
        if self.claim():
            self.watch(*self._wanted)
        else:
            self._on_end()


def _is_free(tool: int) -> bool:
    return _monitoring.get_tool(tool) is None
