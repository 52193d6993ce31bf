"""Exceptions of greenlets that have names of their own."""
from greenlet import greenlet


def work():
    raise ValueError("work")


def outer():
    inner = greenlet(work)
    inner.name = "inner one"
    inner.switch()


for name in ("north", "south"):
    child = greenlet(outer)
    child.name = name
child.switch()
