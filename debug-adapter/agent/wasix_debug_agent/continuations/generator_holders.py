"""Who holds a generator that is suspended, and so may go on with it."""

from __future__ import annotations

import sys
from types import (
    AsyncGeneratorType,
    CellType,
    CoroutineType,
    FrameType,
    GeneratorType,
    ModuleType,
)

from ..code import paths
from ..kinds import is_a, name_of
from .continuation_list import ContinuationList
from .task_stacks import Stack
from .tasks import native_attribute

# By the addresses of the types: to be compared, one of the program's may need code of its own.
_KINDS = {id(kind) for kind in (GeneratorType, AsyncGeneratorType, CoroutineType)}

# How many are told of for each.
_MOST = 3


class GeneratorHolders:
    """They are told of as far as they are known: what a function that runs, or is called by one
    that is suspended in a greenlet, iterates without a variable, only the interpreter knows."""

    def __init__(self, live: ContinuationList, active_stack: Stack) -> None:
        self._live = live
        self._active_stack = active_stack
        # By the address of a generator: the variables of functions that are on a stack.
        self._variables: dict[int, list[str]] | None = None

    def of(self, generators: list) -> dict[int, list[str]]:
        """Who holds each of some generators, by their addresses."""
        import gc

        if self._variables is None:
            self._variables = self._look_at_stacks()
        known = {id(each) for each in generators}
        found = {each: list(self._variables.get(each, [])) for each in known}
        unnamed: dict[int, list[str]] = {each: [] for each in known}
        modules = _names_of_modules()
        wanted = tuple(generators)
        for holder in gc.get_referrers(*wanted) if wanted else ():
            if holder is generators or holder is wanted or _is_of_agent(holder):
                continue
            times: dict[int, int] = {}
            for each in gc.get_referents(holder):
                if id(each) in known:
                    times[id(each)] = times.get(id(each), 0) + 1
            for each, count in times.items():
                text = _describe(holder, each, count, modules)
                if text is None:
                    unnamed[each].append(f"held by {name_of(type(holder))}")
                else:
                    found[each].append(text)
        # A list says little where somebody is known by name.
        return {
            each: list(dict.fromkeys(texts or unnamed[each]))[:_MOST]
            for each, texts in found.items()
        }

    def _look_at_stacks(self) -> dict[int, list[str]]:
        variables: dict[int, list[str]] = {}
        stacks = [self._active_stack, *(stack for _, stack in self._live.stacks_but_active())]
        for position in (position for stack in stacks for position in stack):
            frame = position.frame
            # The dictionary of a module's variables holds them.
            if frame.f_locals is frame.f_globals:
                continue
            for name, value in frame.f_locals.items():
                if id(type(value)) in _KINDS:
                    text = _of_variable(name, frame)
                    variables.setdefault(id(value), []).append(text)
        return variables


def _names_of_modules() -> dict[int, str]:
    """By the addresses of their variables' dictionaries."""
    modules = list(sys.modules.items())
    return {id(vars(each)): name for name, each in modules if type(each) is ModuleType}


def _is_of_agent(holder: object) -> bool:
    frame = _frame_of(holder)
    return frame is not None and paths.is_agent(frame.f_code.co_filename)


def _frame_of(holder: object) -> FrameType | None:
    return native_attribute(holder, "cr_frame", "gi_frame", "ag_frame")


def _describe(holder: object, held: int, count: int, modules: dict[int, str]) -> str | None:
    """Who a holder is, if that has a name. ``held`` is the address of what it holds, ``count``
    times."""
    frame = _frame_of(holder)
    if frame is not None:
        names = _names_in(frame.f_locals, held)
        # What is in none of its variables waits in an expression, most often in a loop.
        if count > len(names):
            return f"iterated by {frame.f_code.co_qualname}"
        return _of_variable(names[0], frame)
    if type(holder) is dict:
        names = _names_in(holder, held)
        module = modules.get(id(holder))
        if module is not None and names:
            return f"held by {names[0]} of module {module}"
    if is_a(holder, CellType):
        return "held by a closure"
    return None


def _names_in(variables, held: int) -> list[str]:
    # A dictionary that is a module's can have keys of any kind.
    return [name for name, value in variables.items() if id(value) == held and type(name) is str]


def _of_variable(name: str, frame: FrameType) -> str:
    return f"held by {name} of {frame.f_code.co_qualname}"
