"""What a frame is called in a stack, by the client's wishes (``StackFrameFormat`` of DAP)."""

from __future__ import annotations

from types import FrameType

from ..values.rendering import render, type_name

_VARIABLE_ARGUMENTS = 0x04
_VARIABLE_KEYWORDS = 0x08


def name_of(frame: FrameType, wanted: dict[str, bool]) -> str:
    """The function's name, with what of its arguments, module and line is wanted."""
    code = frame.f_code
    name = code.co_qualname
    if wanted.get("module"):
        name = f"{frame.f_globals.get('__name__')}.{name}"
    if wanted.get("parameters"):
        parameters = (_parameter(frame, parameter, wanted) for parameter in _parameters(code))
        name = f"{name}({', '.join(parameters)})"
    if wanted.get("line"):
        name = f"{name}:{frame.f_lineno}"
    return name


def _parameters(code) -> tuple[str, ...]:
    flags = code.co_flags
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(flags & _VARIABLE_ARGUMENTS) + bool(flags & _VARIABLE_KEYWORDS)
    return code.co_varnames[:count]


def _parameter(frame: FrameType, name: str, wanted: dict[str, bool]) -> str:
    value = frame.f_locals.get(name)
    text = name if wanted.get("parameterNames") else ""
    if wanted.get("parameterTypes"):
        text = f"{text}: {type_name(value)}" if text else type_name(value)
    if wanted.get("parameterValues"):
        text = f"{text}={render(value)}" if text else render(value)
    return text
