"""Why a test failed, in words and values that an editor can show."""

import pprint
import re
import traceback
from types import CodeType, TracebackType

from . import places

_LONGEST_VALUE = 100_000

_COMPARISON = re.compile(
    r"assert(Equal|AlmostEqual|MultiLineEqual|(Sequence|List|Tuple|Set|Dict|Count)Equal)"
)


def describe(error: BaseException, message: str | None = None) -> dict:
    """The message of a failure, the two values that were compared if it is known that two were,
    and the frames in the user's own files, innermost first.

    :param message: to tell in place of the exception's own.
    """
    return {
        "message": _message(error) if message is None else message,
        **_compared(error.__traceback__),
        "stack": _stack(error),
    }


def difference(actual: object, expected: object) -> dict:
    """Two values that should be equal, as texts; nothing when they cannot be told apart so."""
    try:
        if isinstance(actual, str) and isinstance(expected, str):
            texts = actual, expected
        else:
            texts = pprint.pformat(actual), pprint.pformat(expected)
    except Exception:  # A representation is code of the user's.
        return {}
    if texts[0] == texts[1] or max(map(len, texts)) > _LONGEST_VALUE:
        return {}
    return {"actual": texts[0], "expected": texts[1]}


def _message(error: BaseException) -> str:
    # What a failed assertion says needs no name before it.
    if isinstance(error, AssertionError) and str(error):
        return str(error)
    return "".join(traceback.format_exception_only(error)).strip()


def _stack(error: BaseException) -> list[dict]:
    frames = []
    if isinstance(error, SyntaxError) and (path := places.relative(error.filename)):
        frames.append({"label": "<module>", "file": path, "line": error.lineno or 1})
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if path := places.relative(frame.filename):
            frames.append({"label": frame.name, "file": path, "line": frame.lineno or 1})
    return frames


def _compared(step: TracebackType | None) -> dict:
    """The arguments of the method of unittest's that has compared them."""
    while step is not None:
        code = step.tb_frame.f_code
        if _is_comparison(code, step.tb_frame.f_globals):
            _, first, second, *_ = code.co_varnames
            values = step.tb_frame.f_locals
            return difference(values[first], values[second])
        step = step.tb_next
    return {}


def _is_comparison(code: CodeType, variables: dict) -> bool:
    is_unittest = variables.get("__name__") == "unittest.case"
    return is_unittest and _COMPARISON.fullmatch(code.co_name) is not None
