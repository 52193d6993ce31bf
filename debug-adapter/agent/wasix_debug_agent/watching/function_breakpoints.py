"""Breakpoints on functions, by name."""

from __future__ import annotations

import sys
from _collections_abc import Iterator
from types import CodeType, FunctionType

from ..code import code_registry, paths, user_code
from ..kinds import is_a
from .breakpoints import Breakpoint, InvalidBreakpoint

# The code keeps its variables in the frame: CO_OPTIMIZED (Include/cpython/code.h).
_FUNCTION = 0x1
_WILDCARDS = frozenset("*?[")


class FunctionBreakpoint(Breakpoint):
    """A breakpoint on all functions that a name fits.

    ``function`` and ``Class.method`` are looked for in the user's own code,
    ``module.function`` and ``module:Class.method`` everywhere; each may be a
    pattern, as ``fnmatch`` has them. The main program's module is ``__main__``, or
    the name of its file. A pattern names no part of the interpreter, such as a frozen
    module, and one that begins with a wildcard none of a library.
    """

    __slots__ = (
        "is_found",
        "last_name",
        "is_for_own_code",
        "_module",
        "_name",
        "_fits",
        "_is_pattern",
    )

    def __init__(self, request: dict) -> None:
        """Raises InvalidBreakpoint."""
        super().__init__(request)
        name = request["name"].strip().removesuffix("()")
        module, separator, qualified_name = name.rpartition(":")
        self._module = module if separator else None
        self._name = qualified_name
        if not qualified_name:
            raise InvalidBreakpoint("Write the name of a function, such as module.Class.method.")
        self._is_pattern = not _WILDCARDS.isdisjoint(name)
        last_name = qualified_name.rpartition(".")[2]
        #: What the function itself is called; None where the name does not tell.
        self.last_name = last_name if _WILDCARDS.isdisjoint(last_name) else None
        #: Whether the name fits functions of the user's own code alone.
        self.is_for_own_code = name[0] in _WILDCARDS or (
            not self._is_pattern and not separator and last_name == qualified_name
        )
        if not self._is_pattern:
            self._fits = str.__eq__
        else:
            # Only now: it imports a dozen modules.
            from fnmatch import fnmatchcase

            self._fits = fnmatchcase
        #: Whether some code that the name fits is known.
        self.is_found = False

    def may_be_on(self, code: CodeType, path: str) -> bool:
        """Whether the name may fit the function of ``code``, whatever module that is of."""
        # The bodies of modules and classes are none.
        if not code.co_flags & _FUNCTION or paths.is_agent(path):
            return False
        if self.last_name not in (None, code.co_qualname.rpartition(".")[2]):
            return False
        if self._is_pattern and path.startswith("<frozen "):
            return False
        return not self.is_for_own_code or user_code.is_user_code(path)

    def is_on(self, code: CodeType, path: str, module: str) -> bool:
        """Whether the name fits the function of ``code``."""
        if not self.may_be_on(code, path):
            return False
        is_own = user_code.is_user_code(path)
        name = code.co_qualname.replace(".<locals>", "")
        modules = (module, _stem(path)) if module == "__main__" else (module,)
        fits = self._fits
        if self._module is not None:
            return fits(name, self._name) and any(fits(each, self._module) for each in modules)
        if is_own and fits(name, self._name):
            return True
        return any(fits(f"{each}.{name}", self._name) for each in modules)


class FunctionBreakpoints:
    """All breakpoints on functions."""

    def __init__(self) -> None:
        self._all: list[FunctionBreakpoint] = []

    def __bool__(self) -> bool:
        return bool(self._all)

    def __iter__(self) -> Iterator[FunctionBreakpoint]:
        return iter(self._all)

    def replace(
        self, requests: list[dict], running: Iterator[tuple[CodeType, str, str]]
    ) -> list[dict]:
        """Sets all of them. ``running`` is the code that has run, with its paths and modules.
        Returns where each of them ended up."""
        self._all = []
        answers = {}
        for request in requests:
            try:
                self._all.append(FunctionBreakpoint(request))
            except InvalidBreakpoint as error:
                answers[request["id"]] = {"id": request["id"], "message": str(error)}
        if self._all:
            for code, path, module in (*running, *_functions_of_modules()):
                for place in self._found(code, path, module):
                    answers[place["id"]] = place
        for breakpoint in self._all:
            answers.setdefault(
                breakpoint.id,
                {"id": breakpoint.id, "message": "No function of this name is loaded yet."},
            )
        return [answers[request["id"]] for request in requests]

    def code_runs(self, code: CodeType, path: str, module: str) -> list[dict]:
        """Says that ``code`` is about to run for the first time; returns the places of
        breakpoints that are found by this."""
        if all(breakpoint.is_found for breakpoint in self._all):
            return []
        inside = code_registry.code_below(code) if code.co_name == "<module>" else (code,)
        return [place for each in inside for place in self._found(each, path, module)]

    def inside(self, code: CodeType, path: str, module: str) -> list[Breakpoint]:
        """The breakpoints on ``code``."""
        return [each for each in self._all if each.is_on(code, path, module)]

    def _found(self, code: CodeType, path: str, module: str) -> Iterator[dict]:
        for breakpoint in self._all:
            if not breakpoint.is_found and breakpoint.is_on(code, path, module):
                breakpoint.is_found = True
                line = code_registry.first_line(code)
                yield {"id": breakpoint.id, "path": path, "line": line}


def _functions_of_modules() -> Iterator[tuple[CodeType, str, str]]:
    """The functions and methods in all loaded modules, which may not have run yet."""
    for name, module in list(sys.modules.items()):
        namespace = getattr(module, "__dict__", None)
        if isinstance(namespace, dict) and not name.startswith("wasix_debug_agent"):
            yield from _functions_in(namespace, name, 0)


def _functions_in(namespace, module: str, depth: int) -> Iterator[tuple[CodeType, str, str]]:
    for value in list(namespace.values()):
        if is_a(value, (staticmethod, classmethod)):
            value = value.__func__
        elif is_a(value, property):
            value = value.fget
        if is_a(value, FunctionType):
            if value.__module__ == module:
                yield value.__code__, paths.normalize(value.__code__.co_filename), module
        elif is_a(value, type) and depth < 5 and value.__module__ == module:
            yield from _functions_in(type.__dict__["__dict__"].__get__(value), module, depth + 1)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".py")
