"""An exception on its way through frames that clean up, and out of a greenlet."""
from contextlib import closing, contextmanager
from greenlet import greenlet


def inner():
    raise LookupError("lost")  # @inner


def middle():
    try:
        inner()
    finally:
        cleaned.append("middle")


@contextmanager
def guard():
    try:
        yield  # @yield
    finally:
        cleaned.append("guard")


class Resource:
    def close(self):
        cleaned.append("resource")


def worker():
    with closing(Resource()), guard():
        middle()


cleaned = []
try:
    greenlet(worker).switch()  # @main
except LookupError:
    print(cleaned)
