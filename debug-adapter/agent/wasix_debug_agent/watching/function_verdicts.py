"""On which functions of a program that is not watched breakpoints are."""

from __future__ import annotations

from ..code import code_registry, paths
from ..code.existing_code import existing_code
from .function_breakpoints import FunctionBreakpoint


def marks(breakpoints: list[FunctionBreakpoint]) -> list[dict]:
    """What is known of the functions that are meant, before any of them is there."""
    return [
        {"id": each.id, "isOwn": each.is_for_own_code}
        | ({} if each.last_name is None else {"name": each.last_name})
        for each in breakpoints
    ]


class FunctionVerdicts:
    """Says which functions are meant, of those that are there."""

    def __init__(self, requests: list[dict]) -> None:
        """Of breakpoints that are valid."""
        self._breakpoints = [FunctionBreakpoint(request) for request in requests]

    def all(self) -> list[dict]:
        """The functions that may be meant, by their code, each with the breakpoints on it."""
        return [
            self._verdict(code, path, module)
            for code, module in existing_code()
            if self._may_be_on(code, path := paths.normalize(code.co_filename))
        ]

    def _may_be_on(self, code, path: str) -> bool:
        return any(each.may_be_on(code, path) for each in self._breakpoints)

    def _verdict(self, code, path: str, module: str) -> dict:
        return {
            "code": id(code),
            "path": code.co_filename,
            "name": code.co_qualname,
            "line": code_registry.first_line(code) or 0,
            "breakpoints": [
                each.id for each in self._breakpoints if each.is_on(code, path, module)
            ],
        }
