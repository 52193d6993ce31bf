"""Breakpoints: where they are, and whether one that is reached stops the program."""

from __future__ import annotations

from bisect import bisect_left
from types import CodeType, FrameType

from . import channel, code_registry, evaluation, paths

# A breakpoint on a line without code moves down at most this far.
_LONGEST_MOVE = 50


class Breakpoint:
    """One breakpoint of the user's."""

    __slots__ = ("id", "line", "_condition_text", "_condition", "_hit_condition", "_hits")

    def __init__(self, request: dict, line: int) -> None:
        self.id: int = request["id"]
        self.line = line
        self._condition_text: str | None = request.get("condition")
        self._condition: evaluation.Expression | None = None
        self._hit_condition: str | None = request.get("hitCondition")
        self._hits = 0

    def is_hit(self, frame: FrameType) -> bool:
        """Whether to stop now that execution has reached the line."""
        if self._condition_text and not self._holds(frame):
            return False
        self._hits += 1
        return not self._hit_condition or evaluation.hit_count_matches(
            self._hit_condition, self._hits
        )

    def _holds(self, frame: FrameType) -> bool:
        try:
            if self._condition is None:
                self._condition = evaluation.Expression(self._condition_text)
            return bool(self._condition.value(frame))
        except BaseException as error:
            # A condition that cannot be judged stops, and says why.
            channel.send(
                {
                    "event": "output",
                    "category": "console",
                    "text": f"Breakpoint condition {self._condition_text!r} failed: "
                    f"{type(error).__name__}: {error}\n",
                }
            )
            return True


class BreakpointTable:
    """All breakpoints, by file, and by the code objects they lie in."""

    def __init__(self) -> None:
        self._by_path: dict[str, dict[int, list[Breakpoint]]] = {}
        self._by_code: dict[CodeType, dict[int, list[Breakpoint]]] = {}

    def replace(self, path: str, requests: list[dict]) -> list[dict]:
        """Sets the breakpoints of a file; returns where each of them ended up."""
        path = paths.normalize(path)
        try:
            lines = code_registry.lines_of_source(paths.read_source(path), path)
        except OSError as error:
            problem = f"The program cannot read this file ({error.strerror or error})."
        except (SyntaxError, ValueError) as error:
            problem = f"This is no valid Python file: {error}."
        else:
            problem = None
        if problem is not None:
            self._by_path.pop(path, None)
            return [{"id": request["id"], "message": problem} for request in requests]
        answers = []
        by_line: dict[int, list[Breakpoint]] = {}
        for request in requests:
            line = _nearest(lines, request["line"])
            if line is None:
                answers.append({"id": request["id"], "message": "There is no code on this line."})
                continue
            by_line.setdefault(line, []).append(Breakpoint(request, line))
            answers.append({"id": request["id"], "line": line})
        self._by_path[path] = by_line
        return answers

    def bind(self, code: CodeType, path: str) -> bool:
        """Looks up which breakpoints lie in ``code``; returns whether there are any."""
        by_line = self._by_path.get(path)
        inside = {}
        if by_line:
            inside = {
                line: by_line[line] for line in code_registry.lines_of(code) if line in by_line
            }
        if inside:
            self._by_code[code] = inside
        else:
            self._by_code.pop(code, None)
        return bool(inside)

    def at(self, code: CodeType, line: int) -> list[Breakpoint] | None:
        """The breakpoints on a line of ``code``."""
        by_line = self._by_code.get(code)
        return None if by_line is None else by_line.get(line)


def _nearest(lines: list[int], line: int) -> int | None:
    """The requested line, or the next one with code."""
    index = bisect_left(lines, line)
    if index == len(lines) or lines[index] - line > _LONGEST_MOVE:
        return None
    return lines[index]
