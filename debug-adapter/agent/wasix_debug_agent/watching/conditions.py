"""Conditions of breakpoints: expressions, and counts of hits."""

from __future__ import annotations

from types import CodeType, FrameType

from ..values import private_names
from ..values.closures import names_in
from ..values.evaluation import Expression, flags_of

_FILENAME = "<condition>"
# compile() returns the syntax tree: ast.PyCF_ONLY_AST.
_ONLY_TREE = 0x400
# The code keeps its variables in the frame: functions, but neither modules nor
# classes (Include/cpython/code.h).
_OPTIMIZED = 0x1
_MOST_JUDGES = 16


class Condition:
    """An expression that is judged again and again in frames of the same code.

    For each code object it is compiled into a function whose parameters are the
    local variables in it: reading those few is much cheaper than looking up each
    name by way of ``frame.f_locals``.
    """

    __slots__ = ("text", "_expression", "_judges")

    def __init__(self, text: str) -> None:
        """Raises SyntaxError for anything but an expression."""
        self.text = text
        self._expression = Expression(text)
        # By the id of a code object, which is kept beside: hashing code takes long.
        self._judges: dict[int, tuple[CodeType, object, tuple[str, ...]]] = {}

    def holds(self, frame: FrameType) -> bool:
        """Whether the expression is true in ``frame``. Raises what the expression raises."""
        code = frame.f_code
        known = self._judges.get(id(code))
        if known is None or known[0] is not code or known[1].__globals__ is not frame.f_globals:
            known = self._prepare(frame)
            if known is None:
                return bool(self._expression.value(frame))
        _, judge, names = known
        try:
            if not names:
                return bool(judge())
            variables = frame.f_locals
            if len(names) == 1:
                return bool(judge(variables[names[0]]))
            return bool(judge(*[variables[name] for name in names]))
        except (KeyError, NameError):
            # A variable has no value yet, or was made at the console: the slow
            # way knows, or finds the same fault again.
            return bool(self._expression.value(frame))

    def _prepare(self, frame: FrameType) -> tuple[CodeType, object, tuple[str, ...]] | None:
        code = frame.f_code
        if not code.co_flags & _OPTIMIZED and frame.f_locals is not frame.f_globals:
            return None
        local = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
        # The end of the line ends a comment in the text.
        tree = _tree(f"lambda: ({self.text.strip()}\n)")
        private_names.mangle(tree, private_names.class_of(code))
        names = tuple(sorted(names_in(tree) & local))
        tree.body.args = _tree(f"lambda {', '.join(names)}: 0").body.args
        compiled = compile(tree, _FILENAME, "eval", flags_of(code), dont_inherit=True)
        judge = eval(compiled, frame.f_globals)
        known = (code, judge, names)
        if len(self._judges) == _MOST_JUDGES:
            # The program makes code anew all the time.
            self._judges.clear()
        self._judges[id(code)] = known
        return known


def _tree(text: str) -> object:
    return compile(text, _FILENAME, "eval", _ONLY_TREE, dont_inherit=True)


_OPERATORS = {
    "==": int.__eq__,
    ">=": int.__ge__,
    "<=": int.__le__,
    ">": int.__gt__,
    "<": int.__lt__,
    "%": lambda hits, number: hits % number == 0,
}


class HitCondition:
    """At which of its hits a breakpoint stops: ``5``, ``>= 5``, ``% 3`` and the like."""

    __slots__ = ("_compare", "_number")

    def __init__(self, text: str) -> None:
        """A number alone means that very hit. Raises ValueError for anything else."""
        text = text.strip()
        operator = next((symbol for symbol in _OPERATORS if text.startswith(symbol)), "")
        self._compare = _OPERATORS[operator or "=="]
        digits = text[len(operator) :].strip()
        if not digits.isdecimal() or (operator == "%" and int(digits) == 0):
            raise ValueError(text)
        self._number = int(digits)

    def holds(self, hits: int) -> bool:
        """Whether to stop at the hit of that number, the first being 1."""
        return self._compare(hits, self._number)
