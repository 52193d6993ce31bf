"""Which events are wanted of which code."""

from __future__ import annotations

from _collections_abc import Iterator
from types import CodeType


class CodeEvents:
    """Sets of monitoring events, by code object.

    Code goes by its identity here, as it does for ``sys.monitoring``. By ``==`` it would
    go by its text: two files with the same function have code that is equal, as has a
    module that was imported twice, and each is watched or not by itself. (It would also
    take as long to look up as the code is large.)
    """

    def __init__(self) -> None:
        self._by_id: dict[int, tuple[CodeType, int]] = {}

    def add(self, code: CodeType, event_set: int) -> None:
        """Wants these events of ``code``, beside those that are wanted of it already."""
        self._by_id[id(code)] = (code, self.of(code) | event_set)

    def update(self, others: CodeEvents) -> None:
        """Wants all that ``others`` want, too."""
        for code, event_set in others:
            self.add(code, event_set)

    def of(self, code: CodeType) -> int:
        """The events that are wanted of ``code``; 0 for none."""
        return self._by_id.get(id(code), (code, 0))[1]

    def clear(self) -> None:
        self._by_id.clear()

    def __contains__(self, code: CodeType) -> bool:
        return id(code) in self._by_id

    def __iter__(self) -> Iterator[tuple[CodeType, int]]:
        """Each code object with its events."""
        return iter(self._by_id.values())
