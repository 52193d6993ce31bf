"""Bytecode as a debugger shows machine code: every instruction has an address.

The addresses are made up, and above all of linear memory, which has 32 bits: the
upper half is the number of a code object, the lower half the instruction's offset.
"""

from __future__ import annotations

from _collections_abc import Callable, Iterable
from _weakref import ref
from types import CodeType

from ..conversation.refusal import Refusal
from . import paths

_SPACE = 1 << 32

_numbers: dict[int, tuple[ref, int]] = {}
_by_number: dict[int, ref] = {}
# What finds all code, where code objects are numbered by where they are in memory.
_find_all: Callable[[], Iterable[CodeType]] | None = None


def number_by_place(find_all: Callable[[], Iterable[CodeType]]) -> None:
    """Has code objects be numbered by where they are in linear memory: an address means the same
    in all copies of a program then. ``find_all()`` gives all code objects."""
    global _find_all
    _find_all = find_all


def reference_of(code: CodeType, offset: int) -> str:
    """The address of an instruction of ``code``."""
    known = _numbers.get(id(code))
    if known is None or known[0]() is not code:
        number = len(_by_number) + 1 if _find_all is None else id(code)
        known = _numbers[id(code)] = (ref(code), number)
        _by_number[number] = known[0]
    return _format(known[1] * _SPACE + offset)


def _format(address: int) -> str:
    return f"0x{address:016x}"


def locate(reference: str) -> tuple[CodeType, int]:
    """The code object and the offset that an address stands for; the offset may be
    out of the code's bounds. Raises Refusal when there is none."""
    try:
        address = int(reference, 0)
    except ValueError:
        raise Refusal(f"{reference!r} is no address.") from None
    number, offset = divmod(address + _SPACE // 2, _SPACE)
    code = _by_number[number]() if number in _by_number else _find(number)
    if code is None:
        raise Refusal(f"There is no Python code at {reference}, or not any more.")
    return code, offset - _SPACE // 2


def _find(number: int) -> CodeType | None:
    found = () if _find_all is None else _find_all()
    return next((code for code in found if id(code) == number), None)


def is_instruction(code: CodeType, offset: int) -> bool:
    """Whether an instruction begins at the offset."""
    return any(offset == each.offset for each in _instructions(code))


def _instructions(code: CodeType) -> list:
    import dis

    return list(dis.get_instructions(code))


def disassemble(
    reference: str, byte_offset: int, instruction_offset: int, count: int
) -> list[dict]:
    """``count`` instructions, from ``instruction_offset`` instructions after the address on.

    What lies outside of the code object is told as invalid. Raises Refusal.
    """
    code, offset = locate(reference)
    offset += byte_offset
    instructions = _instructions(code)
    # The one at the offset: past an instruction come its inline caches, which are
    # part of it. Outside of the code, each would take two bytes.
    if offset < 0:
        index = offset // 2
    elif offset >= len(code.co_code):
        index = len(instructions) + (offset - len(code.co_code)) // 2
    else:
        index = max(at for at, each in enumerate(instructions) if each.offset <= offset)
    first = index + instruction_offset
    path = paths.normalize(code.co_filename)
    return [
        _describe(code, path, instructions[at])
        if 0 <= at < len(instructions)
        else _describe_outside(code, at, len(instructions))
        for at in range(first, first + count)
    ]


def _describe(code: CodeType, path: str, instruction) -> dict:
    offset = instruction.offset
    raw = code.co_code[offset : offset + 2]
    description = {
        "address": reference_of(code, offset),
        "bytes": raw.hex(" "),
        "text": f"{instruction.opname:<20} {_operand(instruction)}".rstrip(),
        "function": code.co_qualname,
        "isFirst": offset == 0,
    }
    positions = instruction.positions
    if positions is not None and positions.lineno:
        description["path"] = path
        description["line"] = positions.lineno
    return description


def _operand(instruction) -> str:
    if instruction.arg is None:
        return ""
    text = f" ({instruction.argrepr})" if instruction.argrepr else ""
    return f"{instruction.arg}{text}"


def _describe_outside(code: CodeType, index: int, count: int) -> dict:
    offset = 2 * index if index < 0 else len(code.co_code) + 2 * (index - count)
    address = int(reference_of(code, 0), 0) + offset
    return {"address": _format(address), "isInvalid": True, "text": "(outside of the function)"}
