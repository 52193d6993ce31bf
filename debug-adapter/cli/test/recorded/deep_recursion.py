"""Recursion that is too deep, in Python, in C code and in a thread."""

import json
import sys
import threading


def recurse(depth: int) -> int:
    return recurse(depth + 1)


def attempt(what: object, *args: object) -> None:
    try:
        what(*args)
    except RecursionError as error:
        print(type(error).__name__, error)


attempt(recurse, 0)
sys.setrecursionlimit(20_000)
attempt(recurse, 0)
nested: list[object] = []
for _ in range(50_000):
    nested = [nested]
attempt(repr, nested)
attempt(json.dumps, nested)
attempt(lambda: sorted(nested, key=lambda _: recurse(0)))
thread = threading.Thread(target=attempt, args=(recurse, 0))
thread.start()
thread.join()
