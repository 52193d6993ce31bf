"""Which lines of the user's files were executed."""

import os
import sys
from types import CodeType

from . import places
from .channel import Channel

_monitoring = sys.monitoring
_TOOL = _monitoring.COVERAGE_ID
_EVENTS = _monitoring.events


class LineCoverage:
    """Watches the program from now on. Each line costs something once, and then nothing."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        # By the names that code has of its file.
        self._paths: dict[str, str | None] = {}
        self._lines: dict[str, set[int]] = {}
        self._functions: set[tuple[str, int, str]] = set()
        _monitoring.use_tool_id(_TOOL, "wasix_tests")
        _monitoring.register_callback(_TOOL, _EVENTS.PY_START, self._on_start)
        _monitoring.register_callback(_TOOL, _EVENTS.LINE, self._on_line)
        _monitoring.set_events(_TOOL, _EVENTS.PY_START)

    def finish(self) -> None:
        """Stops watching, and tells of each file."""
        _monitoring.set_events(_TOOL, 0)
        _monitoring.free_tool_id(_TOOL)
        for path, executed in sorted(self._lines.items()):
            code = _compile(path)
            if code is None:
                continue
            lines: set[int] = set()
            functions: list[dict] = []
            self._look_into(code, path, lines, functions)
            self._channel.send(
                "coverage",
                file=path,
                executed=sorted(executed & lines),
                missed=sorted(lines - executed),
                functions=functions,
            )

    def _on_start(self, code: CodeType, offset: int) -> object:
        path = self._path(code)
        if path is not None:
            self._functions.add((path, code.co_firstlineno, code.co_name))
            _monitoring.set_local_events(_TOOL, code, _EVENTS.LINE)
        return _monitoring.DISABLE

    def _on_line(self, code: CodeType, line: int) -> object:
        path = self._path(code)
        if path is not None:
            self._lines.setdefault(path, set()).add(line)
        return _monitoring.DISABLE

    def _path(self, code: CodeType) -> str | None:
        name = code.co_filename
        if name not in self._paths:
            self._paths[name] = places.relative(name)
        return self._paths[name]

    def _look_into(self, code: CodeType, path: str, lines: set[int], functions: list[dict]) -> None:
        own = {line for _, _, line in code.co_lines() if line}
        if code.co_name != "<module>":
            # That of the definition itself, which belongs to the code around it.
            own.discard(code.co_firstlineno)
        lines |= own
        if _is_function(code):
            start = (path, code.co_firstlineno, code.co_name)
            functions.append(
                {
                    "name": code.co_qualname.replace("<locals>.", ""),
                    "line": places.definition_line(path, code.co_firstlineno),
                    "end": max(own, default=code.co_firstlineno),
                    "isExecuted": start in self._functions,
                }
            )
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self._look_into(constant, path, lines, functions)


def _compile(path: str) -> CodeType | None:
    try:
        with open(os.path.join(places.ROOT, path), "rb") as file:
            return compile(file.read(), path, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError):
        # It is another file by now.
        return None


def _is_function(code: CodeType) -> bool:
    is_optimized = code.co_flags & 0x1 != 0
    return is_optimized and not code.co_name.startswith("<")
