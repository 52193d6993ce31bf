"""Stands in a place that its argument names, with continuations of all kinds around."""

import asyncio
import contextvars
import sys
import threading
import time

import forking
from greenlet import getcurrent, greenlet

flavour = contextvars.ContextVar("flavour", default="plain")


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    @property
    def length(self):
        return abs(self.x) + abs(self.y)


def waiting(number):
    flavour.set(f"of {number}")
    items = [number] * 3
    getcurrent().parent.switch(items)
    return items


def counting(limit):
    yield from range(limit)


def never_begun():
    pass


def look(depth, point=None):
    point = point or Point(3, depth)
    # The last that is made: the order of making is that of beginning, as far as anybody knows.
    unstarted = greenlet(never_begun)
    words = {"one": 1, "two": [2, 2]}
    exec(forking.START, {})  # @here
    return point, words, unstarted


def in_greenlet():
    flavour.set("in a greenlet")
    getcurrent().name = "looker"
    look(1)


def in_generator():
    yield 1
    yield look(2)


def in_except():
    try:
        {}["nothing"]
    except KeyError:
        exec(forking.START, {})  # @except


def in_thread(main):
    while sys._current_frames()[main].f_code.co_name != "join":
        time.sleep(0.001)
    other = greenlet(waiting)
    other.switch(11)
    looker = greenlet(look)
    looker.switch(5)


def in_deep(depth=0):
    try:
        in_deep(depth + 1)
    except RecursionError:
        # As the host does it.
        sys.setrecursionlimit(sys.getrecursionlimit() + forking.ROOM)
        exec(forking.START, {})  # @deep
        sys.exit()


async def in_task():
    async def sleeping(seconds):
        await asyncio.sleep(seconds)  # @sleeping

    async def gathering():
        await asyncio.gather(sleeping(600), sleeping(601))

    asyncio.create_task(gathering(), name="gatherer")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    look(6)
    asyncio.get_running_loop().stop()


def run(place):
    if place == "greenlet":
        greenlet(in_greenlet).switch()
    elif place == "generator":
        list(in_generator())
    elif place == "except":
        in_except()
    elif place == "library":
        sorted([3, 1], key=look)
    elif place == "thread":
        here = threading.get_ident()
        thread = threading.Thread(target=in_thread, name="worker", args=(here,))
        thread.start()
        thread.join()
    elif place == "import":
        import imported  # noqa: F401
    elif place == "deep":
        in_deep()
    elif place == "task":
        asyncio.run(in_task())
    else:
        look(0)


if __name__ == "__main__":
    greenlets = [greenlet(waiting) for _ in range(3)]
    for index, each in enumerate(greenlets):
        each.switch(index)
    counter = counting(5)
    next(counter)
    resting = threading.Event()
    rester = threading.Thread(target=resting.wait, name="rester", daemon=True)
    rester.start()
    while not resting._cond._waiters:
        time.sleep(0.001)
    if sys.argv[1] != "deep":
        sys.setrecursionlimit(sys.getrecursionlimit() + forking.ROOM)
    run(sys.argv[1])
