"""The modules that the program has loaded."""

from __future__ import annotations

import sys
from types import FrameType

from ..conversation import channel
from . import paths, user_code


def announce(frame: FrameType) -> None:
    """Tells the session that the code of a module begins to run in ``frame``."""
    filename = frame.f_code.co_filename
    name = frame.f_globals.get("__name__")
    # Code that was made by exec() belongs to no module that could be looked up.
    if filename.startswith("<") or paths.is_agent(filename) or not isinstance(name, str):
        return
    channel.send({"event": "module", "module": _describe(name, filename)})


def loaded() -> list[dict]:
    """All modules that have a source file, in the order in which they were loaded."""
    found = []
    for name in list(sys.modules):
        path = paths.file_of_module(name)
        if path is not None and not paths.is_agent(path):
            version = vars(sys.modules[name]).get("__version__")
            about = {"version": version} if isinstance(version, str) else {}
            found.append({**_describe(name, path), **about})
    return found


def being_loaded(error: BaseException) -> str | None:
    """The name of the module of which something was asked that it does not have yet, as its
    code is still running; None for any other error."""
    if isinstance(error, ImportError):
        module = sys.modules.get(error.name)
    else:
        module = error.obj if isinstance(error, AttributeError) else None
    spec = getattr(module, "__spec__", None)
    return spec.name if getattr(spec, "_initializing", False) else None


def _describe(name: str, filename: str) -> dict:
    return {
        "name": name,
        "path": paths.normalize(filename),
        "isSkipped": user_code.is_skipped(filename),
    }
