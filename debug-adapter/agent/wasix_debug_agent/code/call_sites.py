"""What a call calls, as the bytecode around it tells."""

from __future__ import annotations

from types import CodeType

from .frames import BYTES_PER_INSTRUCTION


def method_called(code: CodeType, offset: int) -> str | None:
    """The method that the instruction at ``offset`` calls: ``switch`` of ``hub.switch(1)``.

    None where it calls something that the expression before the parentheses does not name as an
    attribute, or where the code does not know its columns.
    """
    from opcode import opmap

    positions = list(code.co_positions())
    at = offset // BYTES_PER_INSTRUCTION
    line, _, column, _ = positions[at]
    if column is None:
        return None
    instructions = code.co_code
    # Of all that begins where the call does, what is looked up last is what is called.
    for index in range(at - 1, -1, -1):
        begins_there = positions[index][0] == line and positions[index][2] == column
        if begins_there and instructions[index * BYTES_PER_INSTRUCTION] == opmap["LOAD_ATTR"]:
            return code.co_names[_argument(instructions, index, opmap["EXTENDED_ARG"]) >> 1]
    return None


def _argument(instructions: bytes, index: int, extension: int) -> int:
    """An instruction's argument, with what the one before it adds."""
    at = index * BYTES_PER_INSTRUCTION
    argument = instructions[at + 1]
    if index > 0 and instructions[at - BYTES_PER_INSTRUCTION] == extension:
        argument |= instructions[at - 1] << 8
    return argument
