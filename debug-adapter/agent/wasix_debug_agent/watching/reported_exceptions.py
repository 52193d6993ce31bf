"""Which exceptions have been reported while they passed from frame to frame."""

from __future__ import annotations

from types import FrameType

from .exception_path import regrouped_at

# How many are remembered at most: those that were handled are not told of.
_MOST = 64


class ReportedExceptions:
    """Remembers exceptions on their way, each for the filters that have reported it.

    An exception cannot be held: it would keep alive all that its frames hold. Its address
    alone does not tell it from the next one, which often gets the same as soon as it is
    gone. But one that is on its way comes to a frame from the frame that it left last,
    which its traceback names, while a new one comes from nowhere.
    """

    def __init__(self) -> None:
        # By the address of each: the address of the frame that it left last, and the filters.
        self._passing: dict[int, tuple[int, frozenset[str]]] = {}

    def moves(self, error: BaseException, frame: FrameType) -> None:
        """Says that an exception is about to leave ``frame``: to be told of every one."""
        known = self._passing.get(id(error))
        if known is None:
            return
        last, names = known
        if id(_frame_below(error, frame)) == last:
            self._passing[id(error)] = (id(frame), names)
        else:
            del self._passing[id(error)]

    def has(self, error: BaseException, name: str) -> bool:
        """Whether a filter has reported an exception that is about to leave a frame."""
        return name in self._passing.get(id(error), (0, ()))[1]

    def add(self, error: BaseException, frame: FrameType, name: str) -> None:
        """Remembers that a filter reports the exception, before it leaves ``frame``."""
        _, names = self._passing.pop(id(error), (0, frozenset()))
        if len(self._passing) == _MOST:
            del self._passing[next(iter(self._passing))]
        self._passing[id(error)] = (id(frame), names | {name})


def _frame_below(error: BaseException, frame: FrameType) -> FrameType | None:
    """The frame from which the exception has come to ``frame``; None if it began there."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_frame is frame:
        traceback = traceback.tb_next
    if traceback is not None:
        return traceback.tb_frame
    regrouped = regrouped_at(error)
    return None if regrouped is None or regrouped.frame is frame else regrouped.frame
