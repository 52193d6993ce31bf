"""Workers that share a queue, in the style of gevent: a hub runs whoever is ready."""

import heapq
import time
from collections import deque

from greenlet import GreenletExit, getcurrent, greenlet


class Hub(greenlet):
    """The parent of all: switches to those that can go on, and sleeps when there are none."""

    def __init__(self):
        super().__init__()
        self._ready = deque()
        self._timers = []

    def run(self):
        while self._ready or self._timers:
            while self._ready:
                waiter, value = self._ready.popleft()
                waiter.switch(value)
            if self._timers:
                when, _, waiter = heapq.heappop(self._timers)
                time.sleep(max(0, when - time.monotonic()))
                self.wake(waiter)

    def wake(self, waiter, value=None):
        """Let a greenlet go on in the hub's next round."""
        self._ready.append((waiter, value))

    def wake_after(self, seconds, waiter):
        """Let a greenlet go on when some time is over."""
        heapq.heappush(self._timers, (time.monotonic() + seconds, id(waiter), waiter))


hub = Hub()


def spawn(function, *args):
    """Start a function in a greenlet of its own, whose parent is the hub."""
    worker = greenlet(lambda _: function(*args), parent=hub)
    worker.name = function.__name__  # what the debugger calls it
    hub.wake(worker)
    return worker


def sleep(seconds):
    """Let others go on for a while."""
    hub.wake_after(seconds, getcurrent())
    hub.switch()


class Queue:
    """Things that greenlets hand to each other."""

    def __init__(self):
        self._items = deque()
        self._takers = deque()

    def put(self, item):
        if self._takers:
            hub.wake(self._takers.popleft(), item)
        else:
            self._items.append(item)

    def get(self):
        if self._items:
            return self._items.popleft()
        self._takers.append(getcurrent())
        return hub.switch()


def produce(queue, count):
    for number in range(count):
        queue.put(number)
        sleep(0.01)


def consume(name, queue):
    try:
        while True:
            number = queue.get()
            print(f"{name} took {number}")
    except GreenletExit:
        print(f"{name} goes home")


def main():
    queue = Queue()
    consumers = [spawn(consume, name, queue) for name in ("Ada", "Grace")]
    spawn(produce, queue, 4)
    hub.switch()
    for consumer in consumers:
        consumer.throw(GreenletExit)


main()
