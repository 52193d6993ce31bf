"""The program's threads, and the numbers that stand for their main continuations.

Contexts have numbers that no two threads share, but for main contexts, each of which
is its thread's 0. The debugger knows the first thread's as 0, and another's by the
number of that thread, times 2**32.
"""

from __future__ import annotations

import sys
from types import FrameType

import _wasix_host

MAIN_CONTEXT = 0

# They are counted, and the first one lives as long as the program; the agent may be loaded by
# another.
_FIRST_THREAD = min(_wasix_host.thread_numbers().values())

_FACTOR = 1 << 32


def is_main_context(context: int) -> bool:
    """Whether it stands for the main continuation of a thread."""
    return context % _FACTOR == 0


def number_of_main(context: int) -> int:
    """The number of a main continuation, which no greenlet has: 0 for the first thread's, and
    a negative one for another's."""
    return -(context // _FACTOR)


def main_context_of(number: int) -> int:
    """The main continuation with such a number."""
    return -number * _FACTOR


def current_main_context() -> int:
    """The main continuation of the thread that runs."""
    return _context_of(_wasix_host.thread_number())


def other_main_contexts() -> dict[int, int]:
    """The main continuations of the other threads, with the identifiers of those."""
    numbers = _wasix_host.thread_numbers()
    if len(numbers) == 1:
        return {}
    current = _wasix_host.thread_number()
    return {
        _context_of(number): identifier
        for identifier, number in sorted(numbers.items(), key=lambda item: item[1])
        if number != current
    }


def frame_of(identifier: int) -> FrameType | None:
    """The innermost frame of another thread, whichever of its continuations runs."""
    return sys._current_frames().get(identifier)


def name_of(context: int) -> str:
    """What the program calls a thread."""
    if context == MAIN_CONTEXT:
        return "main"
    threading = sys.modules.get("threading")
    known = {} if threading is None else threading._active
    for identifier, number in _wasix_host.thread_numbers().items():
        if _context_of(number) == context and identifier in known:
            return known[identifier].name
    return "thread"


class Standstill:
    """Keeps the other threads from running Python code while the program stands still."""

    def __enter__(self) -> None:
        _wasix_host.stand_still(True)

    def __exit__(self, *_: object) -> None:
        _wasix_host.stand_still(False)


class Pause:
    """Lets the other threads run during a standstill, since one of them may have to."""

    def __enter__(self) -> None:
        _wasix_host.stand_still(False)

    def __exit__(self, *_: object) -> None:
        _wasix_host.stand_still(True)


def _context_of(number: int) -> int:
    return MAIN_CONTEXT if number == _FIRST_THREAD else number * _FACTOR
