"""Recursions in C, none of which ends by itself, in the main thread and in a greenlet."""

import functools
import json
import sys

from greenlet import greenlet

sys.setrecursionlimit(10**6)


class Compared:
    def __eq__(self, other):
        return [self] == [other]

    __hash__ = None


class Made:
    def __init__(self):
        self.inner = functools.partial(Made)()


def sort():
    return sorted([2, 1], key=lambda _: sort())


def evaluate():
    return eval("evaluate()")


nested = []
for _ in range(100_000):
    nested = [nested]

DEEDS = [
    sort,
    Made,
    lambda: Compared() == Compared(),
    lambda: repr(nested),
    lambda: json.dumps(nested),
    lambda: json.loads("[" * 100_000),
]


def ends_in(deed, *errors):
    try:
        deed()
    except errors as error:
        return type(error).__name__
    return "nothing"


def attempt_all():
    print(*[ends_in(deed, RecursionError) for deed in DEEDS])
    # The parser that finds no room says so in its own words.
    print(ends_in(evaluate, RecursionError, MemoryError))


attempt_all()
print(ends_in(greenlet(sort).switch, RecursionError))
