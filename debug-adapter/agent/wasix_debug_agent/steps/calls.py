"""The calls on a line of code, and where each of them would lead."""

from __future__ import annotations

import os.path
from itertools import islice
from types import BuiltinFunctionType, CodeType, FrameType

from ..code import frames, paths, source_texts
from ..continuations.continuations import Continuations, is_greenlet, state_of

# Instructions that make a call which a step can enter (Doc/library/dis.rst).
_CALL_INSTRUCTIONS = ("CALL", "CALL_KW", "CALL_FUNCTION_EX")
_SWITCHES = ("switch", "throw")
_LONGEST_LABEL = 60


class CallSite:
    """A call in some code object, told from others by its place in the source."""

    __slots__ = ("_position",)

    def __init__(self, position: tuple) -> None:
        """``position``: what ``co_positions()`` says of its instruction."""
        self._position = position

    def is_current(self, frame: FrameType | None) -> bool:
        """Whether the frame is making this very call."""
        if frame is None:
            return False
        return _position_at(frame.f_code, frame.f_lasti) == self._position

    def units(self, code: CodeType) -> list[int]:
        """The code units of ``code``, two bytes each, that make the call."""
        return [at for at, position in enumerate(code.co_positions()) if position == self._position]


class StepTarget:
    """A call that a step may go into, and what to call it."""

    __slots__ = ("site", "label", "position")

    def __init__(self, site: CallSite, label: str, position: tuple) -> None:
        self.site = site
        self.label = label
        #: Line, end line, column and end column, from 1; columns in UTF-16 units.
        self.position = position


def step_targets(frame: FrameType, continuations: Continuations) -> list[StepTarget]:
    """The calls that the frame's current line has yet to make, in their order."""
    code = frame.f_code
    source = source_texts.lines_of(paths.normalize(code.co_filename))
    targets = []
    for position in _calls_ahead(frame):
        call = _call_at(source, position)
        if call is None:
            continue
        label = _label(call, frame, continuations)
        if label is not None:
            line, end_line, start, end = position
            shown = (
                line,
                end_line,
                source_texts.column_of(source, line, start),
                source_texts.column_of(source, end_line, end),
            )
            targets.append(StepTarget(CallSite(position), label, shown))
    return targets


def _calls_ahead(frame: FrameType) -> list[tuple]:
    from opcode import opname

    code = frame.f_code
    instructions = code.co_code[:: frames.BYTES_PER_INSTRUCTION]
    current = frame.f_lasti // frames.BYTES_PER_INSTRUCTION
    if frame is not frames.current_program_frame():
        # It is making that one.
        current += 1
    return [
        position
        for index, position in enumerate(code.co_positions())
        if index >= current
        and position[0] == frame.f_lineno
        and None not in position
        and opname[instructions[index]] in _CALL_INSTRUCTIONS
    ]


def _position_at(code: CodeType, offset: int) -> tuple | None:
    index = offset // frames.BYTES_PER_INSTRUCTION
    return next(islice(code.co_positions(), index, None), None)


def _call_at(source: list[bytes], position: tuple):
    """The syntax tree of the call at a place; None when it cannot be read."""
    import ast

    first, last, start, end = position
    lines = source[first - 1 : last]
    if not lines:
        return None
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    try:
        tree = ast.parse(b"\n".join([b"(", *lines, b")"]), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tree if isinstance(tree, ast.Call) else None


def _label(call, frame: FrameType, continuations: Continuations) -> str | None:
    """What to call the target; None for a function that has no Python code."""
    import ast

    function = _value_of(call.func, frame)
    if type(function) is BuiltinFunctionType:
        target = function.__self__
        if function.__name__ not in _SWITCHES or not is_greenlet(target):
            return None
        text = ast.unparse(call.func)
        return f"{text} → greenlet {_describe_target(target, continuations)}"
    # With its arguments, which tell it from others of the same function.
    text = ast.unparse(call)
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _describe_target(greenlet: object, continuations: Continuations) -> str:
    label = continuations.label(greenlet)
    state = state_of(greenlet)
    if state == "dead":
        return f"{label} (dead: control goes to {continuations.label(greenlet.parent)})"
    if state == "suspended" and (top := greenlet.gr_frame) is not None:
        name = os.path.basename(top.f_code.co_filename)
        return f"{label} (suspended at {name}:{top.f_lineno})"
    return f"{label} ({'not started' if state == 'pending' else state})"


def _value_of(expression, frame: FrameType) -> object:
    """The value of a plain expression, found without running any code; else None."""
    import ast

    match expression:
        case ast.Name(id=name):
            for namespace in (frame.f_locals, frame.f_globals, frame.f_builtins):
                if name in namespace:
                    return namespace[name]
        case ast.Attribute(value=inner, attr=name):
            value = _value_of(inner, frame)
            if name in _SWITCHES and is_greenlet(value):
                return getattr(value, name)
            try:
                return object.__getattribute__(value, "__dict__").get(name)
            except AttributeError:
                return None
        case ast.Subscript(value=inner, slice=ast.Constant(value=key)):
            value = _value_of(inner, frame)
            if type(value) in (list, tuple, dict):
                try:
                    return value[key]
                except (LookupError, TypeError):
                    return None
    return None
