"""What the user types at the debug console: several statements, ``await`` included."""

from __future__ import annotations

import sys
from types import CodeType, CoroutineType, FrameType

from ..continuations.guest_threads import Pause
from ..conversation.refusal import Refusal
from . import evaluation

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
    if frame is None or frame.f_locals is namespace:
        return _finish(eval(code, namespace), code)
    if not any(isinstance(constant, CodeType) for constant in code.co_consts):
        return _finish(eval(code, namespace, frame.f_locals), code)
    # Functions in the statements see only their globals, so the locals are offered
    # there too, and what the statements give to global names is taken back.
    offered = {**namespace, **frame.f_locals}
    known = dict(offered)
    try:
        return _finish(eval(code, offered, frame.f_locals), code)
    finally:
        for name, value in offered.items():
            if name not in known or known[name] is not value:
                namespace[name] = value


def _finish(result: object, code: CodeType) -> object:
    """What the code has computed, if need be by a coroutine. The program's own event loop
    stands still, so that runs in a loop of its own, if it wants one; what it waits for
    may be up to another thread."""
    if not code.co_flags & _IS_COROUTINE:
        return result
    asyncio = sys.modules.get("asyncio")
    if asyncio is None:
        return _drive(result)
    running = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    try:
        loop = asyncio.new_event_loop()
        try:
            with Pause():
                return loop.run_until_complete(result)
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
