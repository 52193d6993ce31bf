"""What members of a mapping are called: each by its key, and no two alike."""

from __future__ import annotations

from _collections_abc import Iterable


class MemberNames:
    """The names under which members have been shown, and their keys. Clients tell members
    by their names, while two keys may have the same text."""

    def __init__(self) -> None:
        self._by_position: dict[int, tuple[str, str]] = {}
        self._keys: dict[str, object] = {}
        self._counts: dict[str, int] = {}

    def name(self, position: int, key: object, text: str) -> str:
        """What to call the member at a position, whose key has that text."""
        known_text, name = self._by_position.get(position, (None, None))
        if known_text != text:
            name = self._new_name(text)
            self._by_position[position] = (text, name)
        self._keys[name] = key
        return name

    def key(self, name: str, members: Iterable[tuple[object, str]]) -> object:
        """The key of a member by its name. ``members`` are all keys with their texts, in
        their order, for a name that has not been given yet. Raises KeyError."""
        if name not in self._keys:
            for position, (key, text) in enumerate(members):
                if self.name(position, key, text) == name:
                    break
        return self._keys[name]

    def _new_name(self, text: str) -> str:
        while True:
            count = self._counts[text] = self._counts.get(text, 0) + 1
            name = text if count == 1 else f"{text} #{count}"
            if name not in self._keys:
                return name
