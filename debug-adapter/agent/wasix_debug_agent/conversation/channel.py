"""The channel to the debug session."""

from __future__ import annotations

import _wasix_host

from .codec import decode, encode

# Where the host leaves the channel open: CHANNEL_FD in protocol/messages.ts.
_FD = 4


def send(message: dict) -> None:
    _wasix_host.send(_FD, encode(message))


def tell(text: str, location: dict | None = None) -> None:
    """Shows a line in the user's console, with the place in the code that it is about."""
    message = {"event": "output", "category": "console", "text": f"{text}\n"}
    if location is not None:
        message["location"] = location
    send(message)


def receive() -> dict:
    """The next message. Waits for it with the GIL held, so that nothing else runs.

    Raises EOFError when the session is gone.
    """
    return decode(_wasix_host.receive(_FD))


def try_receive() -> dict | None:
    """The next message, if one has arrived."""
    data = _wasix_host.try_receive(_FD)
    return None if data is None else decode(data)
