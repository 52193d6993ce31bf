"""The filters that choose which exceptions and switches stop the program."""

from __future__ import annotations

from types import FrameType

from ..values import evaluation


class EventFilter:
    """One filter of the user's: what it waits for, and under which condition."""

    __slots__ = ("name", "_types", "_condition", "_condition_text")

    def __init__(self, request: dict) -> None:
        """Raises SyntaxError for a condition that is no expression."""
        self.name: str = request["filter"]
        # Names of exception classes, with or without their modules; None for all.
        self._types = frozenset(request["types"]) if "types" in request else None
        self._condition_text: str = request.get("condition") or ""
        self._condition = (
            evaluation.Expression(self._condition_text) if self._condition_text.strip() else None
        )

    def admits_exception(self, error: BaseException, frame: FrameType | None) -> bool:
        """Whether to stop at an exception; the condition sees it as ``exception``."""
        if self._types is not None and not any(
            kind.__name__ in self._types or f"{kind.__module__}.{kind.__qualname__}" in self._types
            for kind in type(error).__mro__
        ):
            return False
        return self.holds(frame, {"exception": error})

    def holds(self, frame: FrameType | None, names: dict[str, object]) -> bool:
        """Whether the condition is true, or cannot be judged, which is reported."""
        if self._condition is None:
            return True
        try:
            return bool(self._condition.value(frame, names))
        except BaseException as error:
            evaluation.report_failure("Condition", self._condition_text, error)
            return True


class EventFilters:
    """All filters that are set."""

    def __init__(self) -> None:
        self._filters: list[EventFilter] = []

    def replace(self, requests: list[dict]) -> list[str | None]:
        """Sets the filters anew; returns for each what is wrong with it, or None."""
        self._filters = []
        problems: list[str | None] = []
        for request in requests:
            try:
                self._filters.append(EventFilter(request))
            except (SyntaxError, ValueError) as error:
                problems.append(f"The condition is no valid expression: {error}.")
            else:
                problems.append(None)
        return problems

    def has(self, *names: str) -> bool:
        return any(each.name in names for each in self._filters)

    def stops_at_exception(self, name: str, error: BaseException, frame: FrameType | None) -> bool:
        return any(
            each.name == name and each.admits_exception(error, frame) for each in self._filters
        )

    def stops_at_switch(self, frame: FrameType | None, names: dict[str, object]) -> bool:
        return any(each.name == "switch" and each.holds(frame, names) for each in self._filters)
