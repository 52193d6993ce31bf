"""JSON, by the interpreter's C codec alone: the ``json`` package imports ``re``."""

from __future__ import annotations

from _json import encode_basestring_ascii, make_encoder, make_scanner


class _ScannerOptions:
    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


def _refuse(value: object) -> None:
    raise TypeError(f"a message cannot hold {type(value).__name__}")


_scan = make_scanner(_ScannerOptions())
_encode = make_encoder(None, _refuse, encode_basestring_ascii, None, ":", ",", False, False, True)


def encode(message: dict) -> bytes:
    """The message as UTF-8 JSON."""
    return "".join(_encode(message, 0)).encode()


def decode(data: bytes) -> dict:
    """The message in UTF-8 JSON."""
    return _scan(data.decode(), 0)[0]
