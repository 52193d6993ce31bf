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
            yield frame.f_code, _text(frame.f_globals.get("__name__"))
            frame = frame.f_back
    for each in gc.get_objects():
        kind = type(each)
        descriptor = _CODE.get(id(kind))
        if descriptor is not None:
            is_function = kind is FunctionType
            yield descriptor.__get__(each, kind), _text(each.__module__) if is_function else ""


def _text(name: object) -> str:
    return name if isinstance(name, str) else ""
