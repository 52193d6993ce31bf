"""The text of the program's code, wherever that comes from: a file in whatever encoding,
an archive, or nothing but memory."""

from __future__ import annotations

import sys

from . import paths


def text_of(path: str) -> str:
    """The text of code by the path that its frames have. Raises OSError when nobody knows it."""
    try:
        return paths.decode_source(paths.read_source(path))
    except OSError:
        text = _from_linecache(path) or _from_loader(path)
        if text is None:
            raise
        return text


def lines_of(path: str) -> list[bytes]:
    """The lines as positions in bytecode count them: bytes of UTF-8, whatever the file has.
    Empty when nobody knows the text."""
    try:
        return utf8_lines(text_of(path))
    except (OSError, SyntaxError, ValueError):
        return []


def utf8_lines(text: str) -> list[bytes]:
    """The lines of a text as bytes of UTF-8."""
    return text.encode("utf-8", "surrogatepass").splitlines()


def column_of(lines: list[bytes], line: int, offset: int) -> int:
    """A column, from 1 and in UTF-16 units, as the Debug Adapter Protocol counts; the offset
    is one of bytes of UTF-8. Both are the same where the text is not known."""
    if line > len(lines):
        return offset + 1
    before = lines[line - 1][:offset]
    return len(before.decode("utf-8", "replace").encode("utf-16-le")) // 2 + 1


def _from_linecache(path: str) -> str | None:
    """What the program, or a module such as doctest, has laid down for tracebacks."""
    linecache = sys.modules.get("linecache")
    if linecache is None:
        return None
    for name in paths.original_names(path):
        lines = linecache.getlines(name)
        if lines:
            return "".join(lines)
    return None


def _from_loader(path: str) -> str | None:
    """What the loader of the module has, such as that of a zip archive."""
    for name, module in list(sys.modules.items()):
        attributes = getattr(module, "__dict__", {})
        file = attributes.get("__file__")
        spec = attributes.get("__spec__")
        if not isinstance(file, str) or paths.normalize(file) != path:
            if path != f"<frozen {name}>":
                continue
        loader = getattr(spec, "loader", None) or attributes.get("__loader__")
        try:
            text = loader.get_source(getattr(spec, "name", name))
        except Exception:
            continue
        if isinstance(text, str):
            return text
    return None
