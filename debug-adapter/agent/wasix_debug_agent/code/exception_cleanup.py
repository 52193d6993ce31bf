"""What a function does for an exception that only comes through."""

from __future__ import annotations

from types import FrameType

from .frames import BYTES_PER_INSTRUCTION


def begins_by_exception(frame: FrameType) -> bool:
    """Whether the frame has begun its line only since an exception comes through, which ends an
    ``await``, a ``yield from`` or a comprehension there: nothing of the line runs anew."""
    from opcode import opmap

    return frame.f_code.co_code[frame.f_lasti] == opmap["CLEANUP_THROW"] or leaves_comprehension(
        frame
    )


def leaves_comprehension(frame: FrameType) -> bool:
    """Whether an exception is leaving a comprehension.

    That runs in the frame itself (PEP 709), and puts back the variables that it has hidden there,
    by instructions that have its line. CPython's compiler has it first drop what there is of the
    result, by a SWAP and a POP_TOP, and raise the exception again in the end.
    """
    from opcode import opmap

    swap, pop = opmap["SWAP"], opmap["POP_TOP"]
    storing = (opmap["STORE_FAST"], opmap["STORE_FAST_STORE_FAST"], opmap["EXTENDED_ARG"])
    restoring = (swap, pop, *storing)
    code = frame.f_code.co_code
    begin = end = frame.f_lasti
    while code[end] in restoring:
        end += BYTES_PER_INSTRUCTION
    if code[end] != opmap["RERAISE"]:
        return False
    while begin > 0 and code[begin - BYTES_PER_INSTRUCTION] in restoring:
        begin -= BYTES_PER_INSTRUCTION
    return code[begin] == swap and code[begin + BYTES_PER_INSTRUCTION] == pop
