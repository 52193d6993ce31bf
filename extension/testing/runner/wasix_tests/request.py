"""What the editor wants."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """The content of ``request.json``."""

    framework: str
    """``unittest`` or ``pytest``."""
    runs: bool
    """Whether to run the tests, and not only to find them."""
    arguments: list[str]
    """What the user adds to the command line of ``pytest``, or of ``unittest discover``."""
    include: list[str]
    """The tests, classes, files and folders that are wanted; all when there are none."""
    exclude: list[str]
    """Those that are not."""
    debugs: bool = False
    """Whether a debugger looks on, whose console is to have the output at once."""
    covers: bool = False
    """Whether to tell which lines were executed."""

    @classmethod
    def read(cls, path: str) -> "Request":
        with open(path, encoding="utf-8") as file:
            return cls(**json.load(file))

    def wants(self, test: str) -> bool:
        """Whether a test, by its id, is to be found and run."""
        is_included = not self.include or any(_holds(each, test) for each in self.include)
        return is_included and not any(_holds(each, test) for each in self.exclude)

    def wants_of(self, file: str) -> bool:
        """Whether a file, by its path, may hold a test that is wanted."""
        return not self.include or any(
            _holds(each, file) or each.startswith(f"{file}::") for each in self.include
        )


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}/", f"{outer}::", f"{outer}["))
