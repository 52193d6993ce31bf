"""Exceptions that leave frames, in a program that was not watched while they came there."""

from __future__ import annotations

from types import FrameType

from ..code import user_code
from ..continuations.continuations import greenlet_module

#: The filters that wait for them.
FILTERS = frozenset(("userUnhandled", "crossing"))

# CO_GENERATOR, CO_COROUTINE and CO_ASYNC_GENERATOR (Include/cpython/code.h).
_SUSPENDABLE = 0x20 | 0x80 | 0x200


def is_told_before(name: str, error: BaseException, frame: FrameType) -> bool:
    """Whether a filter was asked already about an exception that is about to leave ``frame``, or
    has nothing to do with it: each is told of once."""
    if name == "crossing" and isinstance(error, greenlet_module().GreenletExit):
        # It ends a greenlet in peace.
        return True
    outer = frame
    traceback = error.__traceback__
    while traceback is not None:
        inner = traceback.tb_frame
        if inner is not outer and _has_applied(name, outer, inner):
            return True
        outer = inner
        traceback = traceback.tb_next
    return False


def _has_applied(name: str, outer: FrameType, inner: FrameType) -> bool:
    """Whether a filter waits for what comes from the frame ``inner`` to ``outer``."""
    if name == "crossing":
        # It was the first one of its greenlet.
        return inner.f_back is None and not inner.f_code.co_flags & _SUSPENDABLE
    is_own = user_code.is_user_code
    return is_own(inner.f_code.co_filename) and not is_own(outer.f_code.co_filename)
