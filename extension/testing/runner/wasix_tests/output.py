"""What tests print, told with the test that printed it."""

import codecs
import io
import os
import sys

from .channel import Channel


class TestOutput:
    """Stands in for the standard streams while tests run."""

    def __init__(self, channel: Channel, is_shown: bool) -> None:
        """
        :param is_shown: whether the output goes where it would go by itself, too.
        """
        self.test: str | None = None
        """The test that runs."""
        self._streams = [_stream(self, channel, is_shown, number) for number in (1, 2)]

    def install(self) -> None:
        sys.stdout, sys.stderr = self._streams

    def flush(self) -> None:
        for stream in self._streams:
            # A test may close it.
            if not stream.closed:
                stream.flush()


class _Teller(io.RawIOBase):
    def __init__(self, owner: TestOutput, channel: Channel, is_shown: bool, number: int) -> None:
        self._owner = owner
        self._channel = channel
        self._is_shown = is_shown
        self._number = number
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def write(self, data) -> int:
        if self._is_shown:
            os.write(self._number, data)
        if text := self._decoder.decode(bytes(data)):
            self._channel.send("output", id=self._owner.test, text=text)
        return len(data)


def _stream(*args) -> io.TextIOWrapper:
    return io.TextIOWrapper(_Teller(*args), encoding="utf-8", line_buffering=True)
