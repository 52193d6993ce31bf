"""Fails inside of a library, in a greenlet that was made below another library's code."""
import contextlib
import json

from greenlet import greenlet

made = []


def read():
    json.loads("{")


with contextlib.ExitStack() as stack:
    stack.callback(lambda: made.append(greenlet(read)))
with contextlib.suppress(ValueError):
    made[0].switch()
