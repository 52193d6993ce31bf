"""``del`` in code of the user's: the local variables of a function that runs cannot be deleted
from outside (PEP 667), which Python tells as if there were none."""

from __future__ import annotations

from types import CodeType, FrameType

from ..conversation.refusal import Refusal
from .syntax_trees import outer_nodes

# Functions, but neither modules nor classes (Include/cpython/code.h).
_OPTIMIZED = 0x1
_CAUGHT = "__wasix_debug_caught__"


def is_lasting(name: str, code: CodeType) -> bool:
    """Whether a variable of a frame of the code is there as long as the frame is."""
    names = (*code.co_varnames, *code.co_cellvars, *code.co_freevars)
    return bool(code.co_flags & _OPTIMIZED) and name in names


def refusal(name: str) -> Refusal:
    return Refusal(
        f"Python cannot delete {name}, a local variable of a function that runs: "
        "set it to None instead."
    )


def explain(error: NameError, code: CodeType, frame: FrameType) -> None:
    """Raises Refusal if the error is what came of a ``del`` in the code, which has run in
    ``frame``, though the variable is there."""
    from opcode import opmap

    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or trace.tb_frame.f_code is not code:
        return
    is_deletion = code.co_code[trace.tb_lasti] == opmap["DELETE_NAME"]
    if is_deletion and is_lasting(error.name, frame.f_code) and error.name in frame.f_locals:
        raise refusal(error.name) from None


def spare_caught(tree: object, frame: FrameType | None) -> None:
    """Lets ``except … as name`` leave None in a variable that lasts, where the language
    deletes it: that would fail when all else is done."""
    import _ast

    if frame is None:
        return
    for node in outer_nodes(tree):
        is_named = isinstance(node, _ast.ExceptHandler) and node.name is not None
        if is_named and is_lasting(node.name, frame.f_code):
            _spare(node)


def _spare(handler) -> None:
    import _ast

    def assignment(value: object):
        target = _ast.Name(handler.name, _ast.Store(), **where)
        return _ast.Assign([target], value, **where)

    where = {"lineno": handler.lineno, "col_offset": handler.col_offset}
    begin = assignment(_ast.Name(_CAUGHT, _ast.Load(), **where))
    end = assignment(_ast.Constant(None, **where))
    handler.body = [begin, _ast.Try(handler.body, [], [], [end], **where)]
    handler.name = _CAUGHT
