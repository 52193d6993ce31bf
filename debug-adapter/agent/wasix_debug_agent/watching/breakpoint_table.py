"""The breakpoints at places in the code, as the user has set them."""

from __future__ import annotations

from _collections_abc import Iterable
from types import CodeType

from ..code import file_identity, paths
from ..code.code_registry import CodeRegistry
from .source_breakpoints import SourceBreakpoints


class BreakpointTable:
    """Knows where they are. Who is to stop there is told of each change."""

    def __init__(self) -> None:
        self._registry = CodeRegistry()
        self._source = SourceBreakpoints()
        # These two come into being with the first breakpoint of their kind.
        self._functions = None
        self._instructions = None

    def _on_change(self, codes: Iterable[tuple[CodeType, str, str]]) -> None:
        """The breakpoints may be others than before in code that has run, each with its path and
        the name of its module."""

    def clear(self) -> None:
        """Takes all breakpoints away, of whatever kind."""
        self._source = SourceBreakpoints()
        self._functions = self._instructions = None
        self._on_change(self._registry.all_codes())

    # ---- commands: the names and arguments are the protocol's ----

    def do_setBreakpoints(
        self, path: str, breakpoints: list[dict], others: list[str] = ()
    ) -> list[dict]:
        path = paths.normalize(path)
        file_identity.declare_same(path, others)
        answers = self._source.replace(path, breakpoints)
        self._on_change(self._registry.codes(path))
        return answers

    def do_breakpointHits(self) -> list[dict]:
        return self._source.hits()

    def do_breakpointLocations(self, path: str, line: int, endLine: int) -> list[dict]:
        from ..code.breakpoint_locations import locations

        return locations(paths.normalize(path), line, endLine)

    def do_setFunctionBreakpoints(self, breakpoints: list[dict]) -> list[dict]:
        if not breakpoints and not self._functions:
            return []
        from .function_breakpoints import FunctionBreakpoints

        self._functions = FunctionBreakpoints()
        answers = self._functions.replace(breakpoints, self._registry.all_codes())
        self._on_change(self._registry.all_codes())
        return answers

    def do_setInstructionBreakpoints(self, breakpoints: list[dict]) -> list[dict]:
        if not breakpoints and self._instructions is None:
            return []
        from .instruction_breakpoints import InstructionBreakpoints

        self._instructions = InstructionBreakpoints()
        answers = self._instructions.replace(breakpoints)
        self._on_change(self._registry.all_codes())
        return answers

    def do_disassemble(
        self, reference: str, offset: int, instructionOffset: int, count: int
    ) -> list[dict]:
        from ..code import bytecode

        return bytecode.disassemble(reference, offset, instructionOffset, count)
