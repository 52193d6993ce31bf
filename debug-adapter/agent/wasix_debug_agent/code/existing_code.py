"""The code of a program that was not watched while it began to run.

Nothing in Python knows of code objects, but its garbage collector knows of what runs them.
"""

from __future__ import annotations

import sys
from _collections_abc import Iterator
from types import AsyncGeneratorType, CodeType, CoroutineType, FunctionType, GeneratorType

from . import code_registry

# The attributes of functions, generators and the like that hold their code.
_CODE = {
    id(FunctionType): FunctionType.__code__,
    id(GeneratorType): GeneratorType.gi_code,
    id(CoroutineType): CoroutineType.cr_code,
    id(AsyncGeneratorType): AsyncGeneratorType.ag_code,
}

# Those that hold the frame of what is suspended.
_FRAME = {
    id(GeneratorType): GeneratorType.gi_frame,
    id(CoroutineType): CoroutineType.cr_frame,
    id(AsyncGeneratorType): AsyncGeneratorType.ag_frame,
}


def existing_code() -> Iterator[tuple[CodeType, str]]:
    """The code of what can be called or runs, and the code inside of it, each once, with the name
    of its module."""
    seen: set[int] = set()
    for code, module in _outer_code():
        if id(code) in seen:
            continue
        for each in code_registry.code_below(code):
            if id(each) not in seen:
                seen.add(id(each))
                yield each, module


def _outer_code() -> Iterator[tuple[CodeType, str]]:
    import gc

    for frame in list(sys._current_frames().values()):
        while frame is not None:
            yield frame.f_code, _module_of(frame.f_globals)
            frame = frame.f_back
    for each in gc.get_objects():
        kind = type(each)
        descriptor = _CODE.get(id(kind))
        if descriptor is not None:
            yield descriptor.__get__(each, kind), _module_of(_globals_of(each, kind))


def _globals_of(each: object, kind: type) -> dict:
    if kind is FunctionType:
        # A decorator may have given it the name of another module.
        return FunctionType.__globals__.__get__(each, kind)
    frame = _FRAME[id(kind)].__get__(each, kind)
    return {} if frame is None else frame.f_globals


def _module_of(namespace: dict) -> str:
    name = namespace.get("__name__")
    return name if isinstance(name, str) else ""
