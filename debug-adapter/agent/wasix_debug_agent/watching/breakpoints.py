"""A breakpoint of any kind, and whether it stops the program when it is reached."""

from __future__ import annotations

from types import FrameType

from ..continuations.continuations import current_context
from ..values.evaluation import report_failure

_WISH = ("line", "column", "condition", "hitCondition", "logMessage", "context")


class InvalidBreakpoint(Exception):
    """What is wrong with a breakpoint's condition, for the user."""


class Breakpoint:
    """One breakpoint of the user's."""

    __slots__ = ("id", "context", "wish", "hits", "_condition", "_hit_condition", "_log_message")

    def __init__(self, request: dict) -> None:
        """Raises InvalidBreakpoint."""
        self.id: int = request["id"]
        #: The only continuation that it stops; None for any.
        self.context: int | None = request.get("context")
        #: What the user has asked for: the same for one that is set again as it was.
        self.wish = tuple(request.get(name) for name in _WISH)
        #: How often execution got there, and the condition held.
        self.hits = 0
        self._condition = _parse(request, "condition")
        self._hit_condition = _parse(request, "hitCondition")
        self._log_message = _parse(request, "logMessage")

    def is_reached(self, frame: FrameType) -> bool:
        """Whether to stop now that execution has got there. A log point logs, and never stops."""
        if self.context is not None and self.context != current_context():
            return False
        condition = self._condition
        if condition is not None:
            try:
                if not condition.holds(frame):
                    return False
            except BaseException as error:
                # A condition that cannot be judged stops, and says why.
                report_failure("Breakpoint condition", condition.text, error)
        self.hits += 1
        if self._hit_condition is not None and not self._hit_condition.holds(self.hits):
            return False
        if self._log_message is not None:
            self._log_message.write(frame)
            return False
        return True


def _parse(request: dict, name: str) -> object:
    """One of the request's conditions, ready to be judged; None when there is none."""
    text = request.get(name)
    if not text or text.isspace():
        return None
    # Only now: most breakpoints have none.
    from .conditions import Condition, HitCondition

    try:
        if name == "condition":
            return Condition(text)
        if name == "hitCondition":
            return HitCondition(text)
        from .log_message import LogMessage

        return LogMessage(text)
    # What the compiler cannot nest so deeply is no SyntaxError.
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        if name == "hitCondition":
            raise InvalidBreakpoint(
                f"The hit condition {text.strip()[:60]!r} is not valid: "
                'write a number, or one after ==, >, >=, <, <= or %, such as ">= 5".'
            ) from None
        what = "condition" if name == "condition" else "log message"
        reason = error.msg if isinstance(error, SyntaxError) else "it is too complex"
        raise InvalidBreakpoint(f"The {what} is not valid: {reason}.") from None
