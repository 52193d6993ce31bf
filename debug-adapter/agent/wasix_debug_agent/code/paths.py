"""Names of source files, and what is in them."""

from __future__ import annotations

import os.path
import sys

_AGENT_FOLDER = os.path.dirname(os.path.dirname(__file__)) + "/"

#: The folder of Python's own library.
LIBRARY_FOLDER = os.path.dirname(os.__file__) + "/"

_normal_paths: dict[str, str] = {}


def normalize(filename: str) -> str:
    """The absolute path for a code object's file name.

    Names such as ``<string>`` and ``<frozen abc>`` stay as they are.
    """
    path = _normal_paths.get(filename)
    if path is None:
        path = filename if filename.startswith("<") else os.path.abspath(filename)
        _normal_paths[filename] = path
    return path


def original_names(path: str) -> list[str]:
    """The path, and the names in code objects that it is the path of."""
    return [path, *(name for name, known in list(_normal_paths.items()) if known == path != name)]


def location(filename: str, line: int | None) -> dict:
    """The protocol's location of a line; 0 is one that is not known."""
    return {"path": normalize(filename), "line": line or 0}


def is_agent(filename: str) -> bool:
    """Whether the file is one of this package's."""
    return filename.startswith(_AGENT_FOLDER)


def is_library(filename: str) -> bool:
    """Whether the file is of Python's own library, be it frozen into the interpreter."""
    return filename.startswith((LIBRARY_FOLDER, "<frozen "))


def file_of_module(name: object) -> str | None:
    """The source file of a loaded module, if it has one."""
    file = getattr(sys.modules.get(name), "__file__", None) if isinstance(name, str) else None
    return file if isinstance(file, str) else None


def _file_of_frozen(module: str) -> str | None:
    """The file that a module frozen into the interpreter was made from."""
    folder = getattr(sys, "_stdlib_dir", None) or os.path.dirname(os.path.__file__)
    file = os.path.join(folder, *module.split("."))
    candidates = (file_of_module(module), f"{file}.py", os.path.join(file, "__init__.py"))
    return next((path for path in candidates if path and os.path.isfile(path)), None)


def read_source(path: str) -> bytes:
    """The content of a source file. Raises OSError when it cannot be read."""
    if path.startswith("<frozen "):
        path = _file_of_frozen(path[len("<frozen ") : -1]) or path
    with open(path, "rb") as file:
        return file.read()


def decode_source(content: bytes) -> str:
    """The text of a source file, whatever encoding it declares (PEP 263)."""
    first_lines = content.split(b"\n", 2)[:2]
    if not any(b"coding" in line for line in first_lines):
        return content.decode("utf-8-sig", "replace")
    from importlib.util import decode_source as decode_declared

    return decode_declared(content)
