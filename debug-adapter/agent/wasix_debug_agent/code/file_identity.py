"""Files that go by several paths: through links, and by several mounts."""

from __future__ import annotations

import os
import os.path

_LIBRARY_FOLDER = os.path.dirname(os.__file__) + "/"

# By path, and by folder: looking takes the host's time.
_real_paths: dict[str, str] = {}
_real_folders: dict[str, str] = {}
# By the real path of a file that another mount has as well: its path there.
_elsewhere: dict[str, str] = {}


def identity(path: str) -> str:
    """What all paths of one file have in common: a path that it can be read by.

    ``path`` is an absolute one, or the name of what is no file.
    """
    real = _real_path(path)
    return _elsewhere.get(real, real)


def declare_same(path: str, others: list[str]) -> None:
    """Says that the paths are of one file of the host, which several mounts have."""
    first = identity(path)
    for other in others:
        real = _real_path(other)
        if real != first:
            _elsewhere[real] = first


def _real_path(path: str) -> str:
    real = _real_paths.get(path)
    if real is None:
        # The library has no links in it, and many files.
        is_as_it_stands = path.startswith(("<", _LIBRARY_FOLDER))
        real = _real_paths[path] = path if is_as_it_stands else _follow(path)
    return real


def _follow(path: str) -> str:
    folder, _, name = path.rpartition("/")
    real_folder = _real_folders.get(folder)
    if real_folder is None:
        real_folder = _real_folders[folder] = os.path.realpath(folder or "/").rstrip("/")
    real = f"{real_folder}/{name}"
    try:
        os.readlink(real)
    except OSError:
        return real
    return os.path.realpath(real)
