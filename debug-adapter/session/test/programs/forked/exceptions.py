"""Handles an exception, as one that stops a recorded program is being handled."""

import forking
import json
from greenlet import greenlet


def catching():
    try:
        raise ValueError("wrong") from KeyError("cause")  # @raised
    except ValueError:
        exec(forking.START, {})  # @caught


def reading():
    try:
        json.loads("{]")  # @reading
    except ValueError:
        exec(forking.START, {})


if __name__ == "__main__":
    import sys

    sys.setrecursionlimit(sys.getrecursionlimit() + forking.ROOM)
    work = greenlet({"caught": catching, "read": reading}[sys.argv[1]])
    work.switch()
