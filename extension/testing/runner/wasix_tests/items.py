"""The tree of tests, as it becomes known."""

from . import places
from .channel import Channel


class Items:
    """Tells the editor of each test once, after what holds it."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._told: set[str] = set()

    def add_file(self, path: str) -> str:
        """:returns: the id of the file."""
        if path not in self._told:
            self._told.add(path)
            self._channel.send("file", id=path)
        return path

    def add(self, parent: str, name: str, path: str, first_line: int | None) -> str:
        """Adds a class or a test.

        :param first_line: where its definition begins, with its decorators.
        :returns: its id.
        """
        line = None if first_line is None else places.definition_line(path, first_line)
        return self._tell(f"{parent}::{name}", parent=parent, label=name, file=path, line=line)

    def add_case(self, test: str, name: str, is_part: bool = False) -> str:
        """Adds a case of a test, which stands where the test does.

        :param is_part: whether it runs with its test alone.
        :returns: its id.
        """
        path = test.partition("::")[0]
        return self._tell(f"{test}{name}", parent=test, label=name, file=path, isPart=is_part)

    def _tell(self, item: str, **values: object) -> str:
        if item not in self._told:
            self._told.add(item)
            self._channel.send("item", id=item, **values)
        return item
