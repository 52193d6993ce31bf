"""Where the bytes of a value are in linear memory."""

from __future__ import annotations

import _wasix_host

from ..kinds import is_a
from .storage import is_array


def memory_of(value: object) -> dict:
    """The protocol's memory of a bytes-like object; nothing for any other."""
    if not is_a(value, (bytes, bytearray, memoryview)) and not is_array(value):
        return {}
    try:
        address, size, is_read_only = _wasix_host.buffer(value)
    except (BufferError, ValueError):
        # It is released, or not in one piece.
        return {}
    return {"memory": {"address": address, "size": size, "isReadOnly": is_read_only}}
