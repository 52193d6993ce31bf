"""What a function does for an exception that only comes through."""

from __future__ import annotations

# Here, as nothing can be imported at an event close to the limit of recursion.
from opcode import opmap
from types import FrameType

from .frames import BYTES_PER_INSTRUCTION

_SWAP, _POP, _RERAISE = opmap["SWAP"], opmap["POP_TOP"], opmap["RERAISE"]
_CLEANUP_THROW = opmap["CLEANUP_THROW"]
_STORING = ("STORE_FAST", "STORE_FAST_STORE_FAST", "EXTENDED_ARG")
_RESTORING = (_SWAP, _POP, *map(opmap.__getitem__, _STORING))


def begins_by_exception(frame: FrameType) -> bool:
    """Whether the frame has begun its line only since an exception comes through, which ends an
    ``await``, a ``yield from`` or a comprehension there: nothing of the line runs anew."""
    operation = frame.f_code.co_code[frame.f_lasti]
    return operation == _CLEANUP_THROW or (operation == _SWAP and leaves_comprehension(frame))


def leaves_comprehension(frame: FrameType) -> bool:
    """Whether an exception is leaving a comprehension.

    That runs in the frame itself (PEP 709), and puts back the variables that it has hidden there,
    by instructions that have its line. CPython's compiler has it first drop what there is of the
    result, by a SWAP and a POP_TOP, and raise the exception again in the end.
    """
    code = frame.f_code.co_code
    begin = end = frame.f_lasti
    while code[end] in _RESTORING:
        end += BYTES_PER_INSTRUCTION
    if code[end] != _RERAISE:
        return False
    while begin > 0 and code[begin - BYTES_PER_INSTRUCTION] in _RESTORING:
        begin -= BYTES_PER_INSTRUCTION
    return code[begin] == _SWAP and code[begin + BYTES_PER_INSTRUCTION] == _POP
