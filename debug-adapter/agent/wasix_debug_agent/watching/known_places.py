"""Variables that the session knows, to set breakpoints on."""

from __future__ import annotations

from ..values.data_places import Place, lasting_place


class KnownPlaces:
    """The places of variables that were asked about, or are in use, by their id for the session."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._last_id = 0

    def add(self, place: Place) -> str:
        """An id for a place, good for as long as the program stands still, or a
        breakpoint uses it."""
        data_id = place.lasting_id
        if data_id is None:
            self._last_id += 1
            data_id = f"d{self._last_id}"
        self._places[data_id] = place
        return data_id

    def find(self, data_id: str) -> Place | None:
        """The place with an id; None when it is gone."""
        return self._places.get(data_id) or lasting_place(data_id)

    def keep(self, used: list[Place]) -> None:
        """Forgets all others."""
        self._places = {key: place for key, place in self._places.items() if place in used}

    def forget(self, place: Place) -> None:
        self._places = {key: each for key, each in self._places.items() if each is not place}
