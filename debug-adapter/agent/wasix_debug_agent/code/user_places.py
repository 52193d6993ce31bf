"""Where many stacks stand in the user's code."""

from __future__ import annotations

from types import FrameType

from . import frames, user_code
from .frames import FramePosition


class UserPlaces:
    """It is for one look at many stacks, which may stand at few places: the line of each takes
    its time."""

    def __init__(self) -> None:
        # By code and instruction: code objects are hashed by their content.
        self._places: dict[tuple[int, int], FramePosition] = {}

    def of(self, frame: FrameType | None) -> FramePosition | None:
        """Where a stack stands in the user's code, or at all if it does not; the frame may be
        another one at the same place. None for an empty stack."""
        innermost = frame
        while frame is not None:
            code = frame.f_code
            if user_code.is_user_code(code.co_filename):
                key = id(code), frame.f_lasti
                place = self._places.get(key)
                if place is None:
                    place = self._places[key] = FramePosition(frame, frame.f_lineno or 0)
                return place
            frame = frame.f_back
        return next(frames.positions(innermost), None)
