"""Standard output and error, each piece of text with the line that wrote it."""

from __future__ import annotations

import codecs
import io
import os
import sys

from ..code import paths, user_code
from ..conversation import channel

# The name of a program that ``-m`` has not found yet. What runpy says when it does not begins with
# ``sys.executable``, which is empty here.
_NO_MODULE_YET = "-m"


class _ReportingStream(io.RawIOBase):
    """The raw end of ``sys.stdout`` or ``sys.stderr`` in a debugged program."""

    def __init__(self, category: str, fd: int) -> None:
        self._category = category
        self._fd = fd
        # A character may be cut in two where the buffer before this was full.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.name = f"<{category}>"
        self.mode = "wb"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd

    def isatty(self) -> bool:
        return os.isatty(self._fd)

    def write(self, data) -> int:
        text = self._decoder.decode(bytes(data))
        # No frame is further out when the interpreter itself writes, as after sys.exit("text").
        writer = sys._getframe().f_back
        if writer is None and text.startswith(": ") and sys.argv[:1] == [_NO_MODULE_YET]:
            text = f"python{text}"
        message = {"event": "output", "category": self._category, "text": text}
        location = _writer(writer)
        if location is not None:
            message["location"] = location
        channel.send(message)
        return len(data)


def _writer(frame) -> dict | None:
    """Where the user's own code made the output, be it through a library."""
    while frame is not None:
        filename = frame.f_code.co_filename
        if user_code.is_user_code(filename):
            return paths.location(filename, frame.f_lineno)
        frame = frame.f_back
    return None


def _make_stream(category: str, fd: int, errors: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(_ReportingStream(category, fd)),
        encoding="utf-8",
        errors=errors,
        line_buffering=True,
    )


def install() -> None:
    """Replaces the standard streams. What C code writes still goes its own way."""
    sys.stdout = sys.__stdout__ = _make_stream("stdout", 1, "strict")
    sys.stderr = sys.__stderr__ = _make_stream("stderr", 2, "backslashreplace")


# What else ends would show what it has not shown yet.
_former: list[object] = []


def install_late() -> None:
    """Replaces the standard streams of a program that has used them, but for those that it has
    replaced itself. What it has printed and not shown yet is not shown."""
    own = sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__
    streams = sys.stdout, sys.stderr
    _former.extend((sys.__stdout__, sys.__stderr__))
    install()
    for name, is_own, stream in zip(("stdout", "stderr"), own, streams, strict=True):
        if not is_own:
            setattr(sys, name, stream)


def flush() -> None:
    """Shows what was printed without an end of line."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            # The program may have put anything there, or closed it.
            pass
