"""Breakpoints on single instructions of the bytecode."""

from __future__ import annotations

from types import CodeType

from ..code import bytecode, code_registry, paths
from ..conversation.refusal import Refusal
from .breakpoints import Breakpoint, InvalidBreakpoint


class InstructionBreakpoint(Breakpoint):
    """A breakpoint on an instruction."""

    __slots__ = ()


class InstructionBreakpoints:
    """All breakpoints on instructions."""

    def __init__(self) -> None:
        self._by_code: dict[int, dict[int, list[Breakpoint]]] = {}
        # Keeps the ids above from being used again.
        self._codes: list[CodeType] = []

    def replace(self, requests: list[dict]) -> list[dict]:
        """Sets all of them; returns where each of them ended up."""
        self._by_code = {}
        self._codes = []
        return [self._set_one(request) for request in requests]

    def _set_one(self, request: dict) -> dict:
        answer = {"id": request["id"]}
        try:
            code, offset = bytecode.locate(request["reference"])
            offset += request.get("offset") or 0
            if not bytecode.is_instruction(code, offset):
                raise Refusal("No instruction begins at this address.")
            if offset < code_registry.first_offset(code):
                raise Refusal("The function's frame is not there yet at this instruction.")
            breakpoint = InstructionBreakpoint(request)
        except (Refusal, InvalidBreakpoint) as error:
            return {**answer, "message": str(error)}
        if id(code) not in self._by_code:
            self._codes.append(code)
        by_offset = self._by_code.setdefault(id(code), {})
        by_offset.setdefault(offset, []).append(breakpoint)
        answer["reference"] = bytecode.reference_of(code, offset)
        positions = list(code.co_positions())[offset // 2]
        if positions[0]:
            answer |= {"path": paths.normalize(code.co_filename), "line": positions[0]}
        return answer

    def marks(self) -> list[dict]:
        """Where the instructions are, for who knows code by its address, its file and its name."""
        return [
            {
                "id": breakpoint.id,
                "code": id(code),
                "path": code.co_filename,
                "name": code.co_qualname,
                "unit": offset // 2,
            }
            for code in self._codes
            for offset, breakpoints in self.inside(code).items()
            for breakpoint in breakpoints
        ]

    def inside(self, code: CodeType) -> dict[int, list[Breakpoint]]:
        """The breakpoints on ``code``, by offset."""
        return self._by_code.get(id(code), {})
