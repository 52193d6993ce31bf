"""What the user types at the debug console: several statements, ``await`` included."""

from __future__ import annotations

from types import CoroutineType, FrameType

from ..continuations.guest_threads import Pause
from ..continuations.loaded_asyncio import tasks_module
from ..conversation.refusal import Refusal
from . import deletions, evaluation


def execute(source: str, frame: FrameType | None) -> object:
    """Runs statements in ``frame``, or in the main module without one; returns the value
    of the last one if it is an expression, else None."""
    try:
        return evaluation.evaluate(source, frame)
    except SyntaxError:
        # Statements, or an await: compiled again, so that what fails there says why.
        pass
    import _ast

    tree = parse(source, frame)
    deletions.spare_caught(tree, frame)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, _ast.Expr):
        _run(tree, "exec", frame)
        return None
    if len(tree.body) > 1:
        _run(_ast.Module(tree.body[:-1], []), "exec", frame)
    return _run(_ast.Expression(last.value), "eval", frame)


def parse(source: str, frame: FrameType | None):
    """The tree of statements, which may be indented as a whole, or, as a selection that
    begins in the middle of a line is, but for the first one."""
    try:
        return evaluation.parse(source, "exec", frame, evaluation.ALLOW_TOP_LEVEL_AWAIT)
    except IndentationError as error:
        for margin in _margins(source):
            # The text stays as it is: its strings may have several lines.
            text = f"if True:\n{margin}{source.lstrip()}"
            try:
                tree = evaluation.parse(text, "exec", frame, evaluation.ALLOW_TOP_LEVEL_AWAIT)
            except SyntaxError:
                continue
            tree.body = tree.body[0].body
            return tree
        raise error


def _margins(source: str) -> list[str]:
    """What the first line may be indented by: what it has, or else what others have."""
    lines = [line for line in source.splitlines() if line.strip()]
    margins = [line[: len(line) - len(line.lstrip())] for line in lines]
    return margins[:1] if margins[0] else sorted({*margins[1:]} - {""}, key=len)


def _run(tree: object, mode: str, frame: FrameType | None) -> object:
    flags = evaluation.ALLOW_TOP_LEVEL_AWAIT | evaluation.flags_in(frame)
    runnable = evaluation.Runnable(tree, mode, flags)
    return runnable.run(frame, finish=_finish)


def _finish(result: object, is_coroutine: bool) -> object:
    """What the code has computed, if need be by a coroutine. The program's own event loop
    stands still, so that runs in a loop of its own, if it wants one; what it waits for
    may be up to another thread."""
    if not is_coroutine:
        return result
    module = tasks_module()
    if module is None:
        return _drive(result)
    events = module.events
    running = events._get_running_loop()
    events._set_running_loop(None)
    try:
        loop = events.new_event_loop()
        try:
            with Pause():
                return loop.run_until_complete(result)
        finally:
            loop.close()
    finally:
        events._set_running_loop(running)


def _drive(coroutine: CoroutineType) -> object:
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise Refusal("This waits for an event, and there is no event loop that could bring it.")
