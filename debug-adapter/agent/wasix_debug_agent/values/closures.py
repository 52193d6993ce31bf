"""Code of the user's that has functions inside, which see the variables of a frame as they
would if they were written there: the local ones as variables of an outer function, and the
global ones as the module's own."""

from __future__ import annotations

from _collections_abc import Iterable
from types import CellType, CodeType, FrameType, FunctionType

from . import deletions
from .syntax_trees import outer_nodes

_ONLY_TREE = 0x400
_OUTER = "__wasix_debug_frame__"
_INNER = "__wasix_debug_code__"
# The code is a coroutine's (Include/cpython/code.h).
_IS_COROUTINE = 0x80
_PREFIX = f"{_OUTER}.<locals>.{_INNER}.<locals>."


def has_functions(code: CodeType) -> bool:
    """Whether functions, classes or generators are inside of the code."""
    return any(isinstance(constant, CodeType) for constant in code.co_consts)


def is_coroutine(code: CodeType) -> bool:
    """Whether running the code gives a coroutine, which has yet to be run."""
    return bool(code.co_flags & _IS_COROUTINE)


class Closure:
    """Statements or an expression, as a function of the frames in which they run."""

    __slots__ = (
        "_tree",
        "_lists",
        "_filename",
        "_is_coroutine",
        "_flags",
        "_used",
        "_bound",
        "_codes",
    )

    def __init__(self, tree: object, filename: str, may_await: bool, flags: int) -> None:
        """``tree`` is a module's or an expression's, which may await outside of functions if
        ``may_await``; ``flags`` are those of compile(). Raises SyntaxError for what cannot be
        inside of a function."""
        self._tree = tree
        self._lists = _redirect_lists(tree)
        self._filename = filename
        self._is_coroutine = False
        self._flags = flags
        self._used = names_in(tree)
        try:
            inner = self._compile(sorted(self._used), ())
        except SyntaxError:
            if not may_await:
                raise
            # Only the compiler knows whether it awaits, be it in a decorator.
            self._is_coroutine = True
            inner = self._compile(sorted(self._used), ())
        self._bound = frozenset((*inner.co_varnames, *inner.co_cellvars)) & self._used
        # By the variables that are found in a frame: mostly it is the same code's.
        self._codes: dict[frozenset[str], CodeType] = {}

    def run(self, frame: FrameType, names: dict[str, object] | None, finish=None) -> object:
        """What the code gives in ``frame``, to whose variables goes what it has set. ``names``
        are further variables that it may use. ``finish(result, is_coroutine)`` makes the result
        of what comes out."""
        names = names or {}
        if self._lists:
            # Here, the code's own variables would be few.
            own = frame.f_locals
            names = {_LISTS["locals"]: lambda: own, _LISTS["dir"]: lambda: sorted(own), **names}
        cells = {name: CellType(value) for name, value in names.items()}
        with FrameCells.of(frame) as shared:
            found = shared.found(self._used)
            code = self._code_for(frozenset((*found, *names)))
            for name in code.co_freevars:
                if name not in cells:
                    cells[name] = shared.cell(name)
            closure = tuple(cells[name] for name in code.co_freevars)
            result = FunctionType(code, frame.f_globals, _INNER, None, closure)()
            return finish(result, self._is_coroutine) if finish else result

    def _code_for(self, known: frozenset[str]) -> CodeType:
        code = self._codes.get(known)
        if code is None:
            code = self._compile(sorted(known | self._bound), sorted(self._bound))
            self._codes[known] = code
        return code

    def _compile(self, outer: tuple[str, ...], shared: tuple[str, ...]) -> CodeType:
        """The code as an inner function's, with the names ``outer`` around it, of which it
        sets those that are ``shared``."""
        import _ast

        is_expression = isinstance(self._tree, _ast.Expression)
        template = (
            f"def {_OUTER}({', '.join(outer)}):\n"
            f"  {'async ' if self._is_coroutine else ''}def {_INNER}():\n"
            f"    {f'nonlocal {", ".join(shared)}' if shared else 'pass'}\n"
            "    return None\n"
        )
        module = compile(template, self._filename, "exec", _ONLY_TREE, dont_inherit=True)
        body = module.body[0].body[0].body
        if is_expression:
            body[-1].value = self._tree.body
        else:
            body[-1:] = self._tree.body
        outermost = compile(module, self._filename, "exec", self._flags, dont_inherit=True)
        return _unwrapped(_code_in(_code_in(outermost, _OUTER), _INNER))


def _code_in(code: CodeType, name: str) -> CodeType:
    return next(
        each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name
    )


def _unwrapped(code: CodeType) -> CodeType:
    """The code with the names that functions and classes in it have without the wrapping."""
    constants = tuple(
        _unwrapped(each)
        if isinstance(each, CodeType)
        else each.removeprefix(_PREFIX)
        if isinstance(each, str)
        else each
        for each in code.co_consts
    )
    return code.replace(co_consts=constants, co_qualname=code.co_qualname.removeprefix(_PREFIX))


class FrameCells:
    """The variables of a frame that functions of the user's share. While they are entered,
    both are kept the same: what the frame has at the beginning, and what functions set."""

    # While the program stands still, functions that were made at the console stay and share
    # what they see. None while it runs.
    _kept: dict[FrameType, FrameCells] | None = None

    def __init__(self, frame: FrameType) -> None:
        self._code = frame.f_code
        self._variables = frame.f_locals
        self._globals = frame.f_globals
        self._cells: dict[str, CellType] = {}
        self._before: dict[str, object] = {}
        self._entered = 0

    @classmethod
    def keep(cls) -> None:
        """The program stands still from now on."""
        cls._kept = {}

    @classmethod
    def forget(cls) -> None:
        """The program goes on."""
        cls._kept = None

    @classmethod
    def of(cls, frame: FrameType) -> FrameCells:
        if cls._kept is None:
            return FrameCells(frame)
        return cls._kept.setdefault(frame, FrameCells(frame))

    def __enter__(self) -> FrameCells:
        self._entered += 1
        if self._entered == 1:
            self._before = {}
            for name in self._cells:
                self._load(name)
        return self

    def __exit__(self, *_: object) -> None:
        self._entered -= 1
        if self._entered > 0:
            return
        lasting = [name for name in self._cells if not self._store(name)]
        if lasting:
            raise deletions.refusal(lasting[0]) from None

    def found(self, names: Iterable[str]) -> list[str]:
        """Those of the names that are variables of the frame."""
        return [name for name in names if self._value(name) is not _NOTHING]

    def cell(self, name: str) -> CellType:
        """What functions share of a variable, which may have no value yet."""
        if name not in self._cells:
            self._cells[name] = CellType()
            self._load(name)
        return self._cells[name]

    def _value(self, name: str) -> object:
        # A class body's variables may be any mapping.
        try:
            return self._variables[name]
        except KeyError:
            return _NOTHING

    def _load(self, name: str) -> None:
        value = self._value(name)
        if value is _NOTHING:
            # What is not set yet is looked for further on, as outside of functions.
            value = self._globals.get(name, _NOTHING)
        self._before[name] = value
        if value is not _NOTHING:
            self._cells[name].cell_contents = value

    def _store(self, name: str) -> bool:
        """Whether the frame's variable is now what functions have made of it."""
        try:
            value = self._cells[name].cell_contents
        except ValueError:
            # It never had a value, or has been deleted.
            value = _NOTHING
        if value is self._before[name]:
            return True
        if value is not _NOTHING:
            self._variables[name] = value
        elif deletions.is_lasting(name, self._code):
            # The functions that live on see what the frame has.
            self._cells[name].cell_contents = self._before[name]
            return False
        else:
            del self._variables[name]
        return True


_NOTHING = object()


# Functions that tell of the variables where they are called, and what is called instead.
_LISTS = {
    "locals": "__wasix_debug_locals__",
    "vars": "__wasix_debug_locals__",
    "dir": "__wasix_debug_dir__",
}


def _redirect_lists(tree: object) -> bool:
    """Makes calls of ``locals()`` and the like, outside of functions in the code, tell of the
    frame's variables; returns whether there are any."""
    import _ast

    is_redirected = False
    for node in outer_nodes(tree):
        if isinstance(node, _ast.Call) and not node.args and not node.keywords:
            name = getattr(node.func, "id", None)
            if name in _LISTS:
                node.func.id = _LISTS[name]
                is_redirected = True
    return is_redirected


def names_in(tree: object) -> frozenset[str]:
    """All names in a syntax tree that may be variables."""
    import _ast

    names = set()
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, _ast.AST):
            for field in node._fields:
                value = getattr(node, field, None)
                if not isinstance(value, str):
                    pending.append(value)
                elif field in ("id", "name", "asname", "rest"):
                    names.add(value.partition(".")[0])
    return frozenset(names)
