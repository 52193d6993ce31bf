"""Generators, async generators and a coroutine that are suspended at one moment."""

import asyncio
import os
from contextlib import contextmanager
from types import coroutine

from greenlet import getcurrent, greenlet


def numbers(start):
    while True:
        yield start  # @numbers
        start += 1


def evens(source):
    for number in source:
        if number % 2 == 0:
            yield number  # @evens


def pairs():
    yield 1, (yield 2)  # @pairs


def outer():
    yield from inner()  # @outer


def inner():
    kept = "in the inner one"
    yield kept  # @inner


@contextmanager
def opened(name):
    yield name  # @opened


@coroutine
def pause():
    yield  # @pause


async def waiting():
    await pause()


async def ticks():
    for tick in range(9):
        await asyncio.sleep(0)
        yield tick  # @ticks


async def slowly():
    async for tick in ticks():
        await asyncio.sleep(9)
        yield tick


async def fetch():
    async for tick in slowly():
        print(tick)


class Unhashable(type):
    """Of classes that nobody can look up, and that cannot be compared."""

    __hash__ = None

    def __eq__(cls, other):
        raise TypeError("not to be compared")


class Odd(metaclass=Unhashable):
    def __init__(self):
        self.generators = []


def child(held):
    main.switch(held)  # @child


async def run():
    task = asyncio.create_task(fetch())
    ticking = ticks()
    await anext(ticking)
    for _ in range(4):
        await asyncio.sleep(0)
    with opened("log"):
        print("look")  # @look
    task.cancel()


main = getcurrent()
pool = [numbers(start) for start in range(6)]
pipeline = evens(numbers(0))
delegating = outer()
for each in [*pool, pipeline, delegating]:
    next(each)
both = pairs(), pairs()
for each in both:
    next(each)
next(both[0])
of_library = os.walk("/")
next(of_library)
odd = Odd()
not_begun = numbers(0)
ended = [*outer()]
half = waiting()
half.send(None)
sleeping = greenlet(child)
next(sleeping.switch(evens(numbers(10))))
asyncio.run(run())
print(next(delegating, "over"))  # @later
