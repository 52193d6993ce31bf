"""Exceptions that leave greenlets, and the user's own code."""

from greenlet import getcurrent, greenlet


def fails(value):
    raise KeyError(value)  # @fails


def worker():
    try:
        fails("handled here")
    except KeyError:
        pass
    fails("for the parent")  # @leaves




def called_by_library():
    from contextlib import suppress

    with suppress(ValueError):
        raise ValueError("suppressed by a library")
    from statistics import mean

    try:
        mean(values())
    except LookupError:
        pass


def values():
    yield 1
    raise LookupError("in the hands of a library")  # @user_unhandled


child = greenlet(worker)
try:
    child.switch()  # @start
except KeyError as error:
    print("main got", error)
called_by_library()
try:
    getcurrent().parent = child
except (ValueError, AttributeError) as error:
    print(type(error).__name__)
ring = greenlet(worker)
inner = greenlet(worker, parent=ring)
ring.parent = inner  # @cyclic
