"""What the user types at the debug console: several statements, ``await`` included."""

from __future__ import annotations

import sys
from types import CoroutineType, FrameType

from . import evaluation
from .refusal import Refusal

# Of the module ast, whose import takes long.
_ONLY_TREE = 0x400
_ALLOW_TOP_LEVEL_AWAIT = 0x2000
_IS_COROUTINE = 0x80


def execute(source: str, frame: FrameType | None) -> object:
    """Runs statements in ``frame``, or in the main module without one; returns the value
    of the last one if it is an expression, else None."""
    try:
        return evaluation.evaluate(source, frame)
    except SyntaxError:
        # Statements, or an await: compiled again, so that what fails there says why.
        pass
    import _ast

    tree = compile(source, evaluation.FILENAME, "exec", _ONLY_TREE | _ALLOW_TOP_LEVEL_AWAIT)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, _ast.Expr):
        _run(tree, "exec", frame)
        return None
    if len(tree.body) > 1:
        _run(_ast.Module(tree.body[:-1], []), "exec", frame)
    return _run(_ast.Expression(last.value), "eval", frame)


def _run(tree: object, mode: str, frame: FrameType | None) -> object:
    code = compile(tree, evaluation.FILENAME, mode, _ALLOW_TOP_LEVEL_AWAIT)
    namespace = evaluation.globals_of(frame)
    local_variables = namespace if frame is None else frame.f_locals
    if not code.co_flags & _IS_COROUTINE:
        return eval(code, namespace, local_variables)
    return _finish(eval(code, namespace, local_variables))


def _finish(coroutine: CoroutineType) -> object:
    """The result of a coroutine. The program's own event loop stands still, so it
    runs in a loop of its own, if it wants one."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return _drive(coroutine)
    running = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    try:
        loop = asyncio.new_event_loop()
        try:
            return loop.run_until_complete(coroutine)
        finally:
            loop.close()
    finally:
        asyncio.events._set_running_loop(running)


def _drive(coroutine: CoroutineType) -> object:
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise Refusal("This waits for an event, and there is no event loop that could bring it.")
