"""A program of gevent: a greenlet starts another and waits for what that finds out."""

import gevent
from gevent.event import AsyncResult

result = AsyncResult()


def find():
    gevent.sleep(0.001)
    result.set(7)  # @finds


def handle(name):
    finding = gevent.spawn(find)  # @spawns
    found = result.get()  # @waits
    finding.join()  # @joins
    gevent.sleep(0)
    return f"{name}: {found}"


def serve():
    handler = gevent.spawn(handle, "handler")
    handler.join()
    print(handler.value)


serve()
