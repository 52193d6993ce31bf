"""An object that is put into a variable, by which the host finds where in memory that is."""

from __future__ import annotations

from ..conversation.refusal import Refusal
from .data_places import MISSING, Place

# More variables than any frame has that puts the object there.
_MANY = 200


class StorageProbe:
    """Puts an object that nobody else has into a variable, and takes it back."""

    def __init__(self, place: Place) -> None:
        """Raises Refusal for a variable without a value."""
        self._place = place
        self._was = place.read()
        if self._was is MISSING:
            raise Refusal(f"{place.label} has no value here.")

    def put(self) -> dict:
        """The addresses of the variable's value and of the object that it has got instead."""
        answer = self._put()
        _wipe()
        return answer

    def take_back(self) -> None:
        self._place.write(self._was)

    def _put(self) -> dict:
        probe = object()
        self._place.write(probe)
        return {"label": self._place.label, "was": id(self._was), "probe": id(probe)}


def _wipe() -> None:
    """Has the object be nowhere else: what a frame has left behind is overwritten by that of
    another function, which has the same place in memory."""
    names = " = ".join(f"v{number}" for number in range(_MANY))
    namespace: dict = {}
    exec(f"def wipe():\n    {names} = None", namespace)
    namespace["wipe"]()
