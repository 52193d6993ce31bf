"""Running the user's expressions and statements in a frame."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from ..conversation import channel
from . import deletions, private_names
from .closures import Closure, FrameCells, has_functions, is_coroutine

FILENAME = "<debug console>"
ALLOW_TOP_LEVEL_AWAIT = 0x2000
_ONLY_TREE = 0x400
_OPTIMIZED = 0x1
_NO_OUTER_VARIABLE = "no binding for nonlocal"
#: ``from __future__ import annotations``, the one such import that changes what code does.
_FUTURE_ANNOTATIONS = 0x1000000
_NEW_VALUE = "__wasix_debug_new_value__"


def globals_of(frame: FrameType | None) -> dict:
    """The global variables of a frame, or of the main module without one."""
    return sys.modules["__main__"].__dict__ if frame is None else frame.f_globals


def flags_of(code: CodeType | None) -> int:
    """The flags for compile() by which a text means what it means in the module of ``code``.
    Without ``dont_inherit``, compile() would take those of this module instead."""
    return 0 if code is None else code.co_flags & _FUTURE_ANNOTATIONS


def flags_in(frame: FrameType | None) -> int:
    """As :func:`flags_of`, for what runs in a frame, or in the main module without one."""
    return flags_of(None if frame is None else frame.f_code)


def parse(source: str, mode: str, frame: FrameType | None, flags: int = 0) -> object:
    """The syntax tree of a text in which names mean what they mean in ``frame``. Raises
    SyntaxError."""
    try:
        tree = compile(source, FILENAME, mode, _ONLY_TREE | flags, dont_inherit=True)
    except (MemoryError, RecursionError) as error:
        # So the parser tells of what is nested too deeply for it.
        raise SyntaxError(str(error)) from None
    return private_names.mangle(tree, private_names.class_around(frame))


class Runnable:
    """Code of the user's, ready to run in frames of the same class, or outside of any."""

    __slots__ = ("_tree", "_mode", "_flags", "_code", "_closure", "_error")

    def __init__(self, tree: object, mode: str, flags: int = 0) -> None:
        """``tree`` may be text. Raises SyntaxError."""
        self._tree = tree
        self._mode = mode
        self._flags = flags
        self._closure: Closure | None = None
        try:
            self._code = compile(tree, FILENAME, mode, flags, dont_inherit=True)
        except SyntaxError as error:
            # Only where it runs are there functions around it.
            if not str(error).startswith(_NO_OUTER_VARIABLE):
                raise
            self._code = None
            self._error = error
        if self._code is None or has_functions(self._code):
            self._closure = self._make_closure()

    def run(self, frame: FrameType | None, names: dict | None = None, finish=None) -> object:
        """What the code gives in ``frame``, or in the main module without one.

        ``names`` are further variables that it may use. ``finish(result, is_coroutine)``
        makes the result of what comes out, which is a coroutine for code that awaits.
        """
        code = self._code
        if names and self._closure is None:
            self._closure = self._make_closure()
        if self._code is None and (frame is None or self._closure is None):
            raise self._error
        if frame is None:
            result = eval(code, globals_of(None), names)
            return finish(result, is_coroutine(code)) if finish else result
        has_locals = frame.f_locals is not frame.f_globals
        if self._closure is not None and (names or has_locals or code is None):
            return self._closure.run(frame, names, finish)
        # It may call functions that were made at the console, and share variables.
        with FrameCells.of(frame):
            try:
                result = eval(code, frame.f_globals, frame.f_locals)
                return finish(result, is_coroutine(code)) if finish else result
            except NameError as error:
                deletions.explain(error, code, frame)
                raise

    def _make_closure(self) -> Closure | None:
        tree = self._tree
        if isinstance(tree, str):
            flags = _ONLY_TREE | self._flags
            tree = compile(tree, FILENAME, self._mode, flags, dont_inherit=True)
        may_await = bool(self._flags & ALLOW_TOP_LEVEL_AWAIT)
        try:
            return Closure(tree, FILENAME, may_await, self._flags & _FUTURE_ANNOTATIONS)
        except SyntaxError:
            # ``import *`` can be in no function: those in the code go without the locals.
            return None


class Expression:
    """An expression of the user's, ready to be evaluated many times."""

    __slots__ = ("_source", "_runnables")

    def __init__(self, source: object) -> None:
        """``source`` is text, or its syntax tree. Raises SyntaxError for anything
        but an expression."""
        self._source = source.strip() if isinstance(source, str) else source
        # By the class that private names belong to, and the flags of the module: the text
        # means something else in each.
        self._runnables = {(None, 0): Runnable(self._source, "eval")}

    def value(self, frame: FrameType | None, names: dict[str, object] | None = None) -> object:
        """The value in ``frame``, or in the main module without one.

        ``names`` are further variables that it may use.
        """
        return self._as_in(frame).run(frame, names)

    def _as_in(self, frame: FrameType | None) -> Runnable:
        owner = None
        flags = flags_in(frame)
        if private_names.may_be_in(self._source):
            owner = private_names.class_around(frame)
        found = self._runnables.get((owner, flags))
        if found is None:
            tree = self._source if owner is None else _tree_in_class(self._source, owner)
            found = self._runnables[owner, flags] = Runnable(tree, "eval", flags)
        return found


def _tree_in_class(source: object, owner: str) -> object:
    if isinstance(source, str):
        tree = compile(source, FILENAME, "eval", _ONLY_TREE, dont_inherit=True)
    else:
        from copy import deepcopy

        tree = deepcopy(source)
    return private_names.mangle(tree, owner)


def evaluate(source: str, frame: FrameType | None) -> object:
    """The value of an expression in ``frame``, or in the main module without one."""
    return Expression(source).value(frame)


def assign(target: str, source: str, frame: FrameType | None) -> object:
    """Gives what the expression ``target`` names the value of another; returns it.

    Raises SyntaxError when it names nothing that can be set.
    """
    value = evaluate(source, frame)
    # In parentheses, so that nothing but one target gets through.
    tree = parse(f"({target.strip()}\n) = {_NEW_VALUE}", "exec", frame)
    name = getattr(tree.body[0].targets[0], "id", None)
    if name is not None:
        _variables_with(name, frame)[name] = value
        return value
    Runnable(tree, "exec", flags_in(frame)).run(frame, {_NEW_VALUE: value})
    return value


def _variables_with(name: str, frame: FrameType | None):
    """The variables among which one is set: global ones only where no local one is meant."""
    if frame is None:
        return globals_of(None)
    code = frame.f_code
    is_local = (
        not code.co_flags & _OPTIMIZED or deletions.is_lasting(name, code) or name in frame.f_locals
    )
    return frame.f_locals if is_local or name not in frame.f_globals else frame.f_globals


def report_failure(what: str, source: str, error: BaseException) -> None:
    """Tells the user that an expression of theirs, which is a ``what``, has failed."""
    channel.tell(f"{what} {source!r} failed: {describe_failure(error)}")


def describe_failure(error: BaseException) -> str:
    """The type and text of what an expression of the user's has raised; never raises."""
    try:
        text = str(error)
    except BaseException as failure:
        text = f"<str() raised {type(failure).__name__}>"
    return f"{type(error).__name__}: {text}"
