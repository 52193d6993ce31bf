"""Where things are in the folder that is tested."""

import linecache
import os
import re

ROOT = os.getcwd()
"""The folder that is tested, in which the program starts."""

_PACKAGES = re.compile(r"(^|/)(site-packages|dist-packages|\.wasix-packages|\.venv|venv)/")
_DEFINITION = re.compile(r"\s*(async\s+def|def|class)\b")
_LONGEST_HEAD = 100


def relative(path: str | None) -> str | None:
    """The path of a file from the folder that is tested.

    None for one that lies elsewhere, for packages, and for code that is in no file.
    """
    if not path or path.startswith("<"):
        return None
    found = os.path.relpath(os.path.join(ROOT, path), ROOT)
    return None if found.startswith("..") or _PACKAGES.search(found) else found


def definition_line(path: str, first_line: int) -> int:
    """The line of ``def`` or ``class``, which comes after the decorators that Python counts in."""
    for line in range(first_line, first_line + _LONGEST_HEAD):
        text = linecache.getline(os.path.join(ROOT, path), line)
        if text == "":
            break
        if _DEFINITION.match(text):
            return line
    return first_line
