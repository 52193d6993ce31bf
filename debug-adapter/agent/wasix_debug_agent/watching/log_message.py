"""What a log point writes: text with expressions in braces, as in an f-string."""

from __future__ import annotations

import sys
from types import FrameType

from ..code import paths
from ..continuations.continuations import current_label
from ..conversation import channel
from ..values.evaluation import Expression, describe_failure
from . import output
from .breakpoint_calls import forget_pdb

_ONLY_TREE = 0x400


class LogMessage:
    """The message of a log point. Python's own parser reads it, as a raw f-string:
    formats, conversions, nested braces and ``{{`` mean what they mean there."""

    def __init__(self, text: str) -> None:
        """Raises SyntaxError for a message that is no f-string."""
        quote = '"""' if '"""' not in text else "'''"
        # The space keeps a quote or a backslash at the end of the text from
        # joining the quotes; it is taken off again.
        source = f"rf{quote}{text} {quote}"
        tree = compile(source, "<log message>", "eval", _ONLY_TREE, dont_inherit=True)
        self._parts = [_part(node) for node in tree.body.values]
        last = self._parts[-1]
        assert isinstance(last, str)
        self._parts[-1] = last[:-1]

    def text(self, frame: FrameType) -> str:
        """The message in ``frame``. An expression that fails is replaced by its error."""
        return "".join(
            part if isinstance(part, str) else _value(part, frame) for part in self._parts
        )

    def write(self, frame: FrameType) -> None:
        """Shows the message in the console, after what the program has printed."""
        output.flush()
        location = paths.location(frame.f_code.co_filename, frame.f_lineno)
        trace = sys.gettrace()
        text = self.text(frame)
        forget_pdb(trace)
        channel.tell(f"{current_label()}: {text}", location)


def _part(node: object) -> str | Expression:
    """A piece of an f-string's syntax tree: its text, or what formats its value."""
    import _ast

    if isinstance(node, _ast.Constant):
        return node.value
    piece = _ast.JoinedStr([node], lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
    return Expression(_ast.Expression(piece))


def _value(expression: Expression, frame: FrameType) -> str:
    try:
        return expression.value(frame)
    except BaseException as error:
        # Whatever it is, it is not the program's.
        return f"<{describe_failure(error)}>"
