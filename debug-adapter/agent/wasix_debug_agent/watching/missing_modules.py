"""Modules that the program wants to import and that are not there."""

from __future__ import annotations

import sys
from _collections_abc import Iterator

from ..conversation import channel

# How many exceptions are looked at behind one.
_MOST = 100


class MissingModules:
    """Tells the session of each such module once, when its exception stops or ends the program."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def tell(self, error: BaseException) -> None:
        """Tells of those whose absence is behind an exception."""
        for name in map(_missing_module, _behind(error)):
            if name is None or name in self._told:
                continue
            self._told.add(name)
            is_standard = name in sys.stdlib_module_names
            channel.send({"event": "missingModule", "name": name, "isStandard": is_standard})


def _missing_module(error: BaseException) -> str | None:
    if not isinstance(error, ModuleNotFoundError):
        return None
    name = error.name
    # One with a dot is missing in a package that is there; one that is loaded was not looked for.
    is_missing = isinstance(name, str) and name.isidentifier() and name not in sys.modules
    return name if is_missing else None


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The exception, what it says that it was raised from, and members of groups."""
    found = [error]
    seen = set()
    for each in found:
        if id(each) in seen or len(seen) == _MOST:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            found.extend(each.exceptions)
        if each.__cause__ is not None:
            found.append(each.__cause__)
