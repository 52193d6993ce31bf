"""Tasks of asyncio, and other code of the program that libraries call."""

import asyncio
import re

from greenlet import getcurrent, greenlet
from library_hub import run_hub, spawn


async def leaf(number):
    await asyncio.sleep(0)  # @sleeps
    return number * 2  # @leaf_ends


async def unrelated():
    for turn in range(9):
        await asyncio.sleep(0)
        last = turn  # @unrelated
    return last


async def work():
    total = await asyncio.create_task(leaf(1))  # @task
    total += sum(await asyncio.gather(leaf(2), leaf(3)))  # @gathers
    async with asyncio.TaskGroup() as group:
        group.create_task(leaf(4))  # @groups
    await asyncio.shield(in_greenlet())  # @shields
    return total  # @work_ends


async def in_greenlet():
    """As SQLAlchemy runs its code that knows no ``await``."""
    driver = getcurrent()
    child = greenlet(lambda: driver.switch(asyncio.sleep(0)))
    await child.switch()
    child.switch()  # @greenlet_ends


async def main():
    background = asyncio.create_task(unrelated())
    await work()  # @works
    await background  # @main_ends


asyncio.run(main())  # @runs


def replace(match):
    return match[0].upper()  # @replaces


re.sub("[ab]", replace, "abc")  # @subs


def first():
    return 1  # @first


def second():
    return 2  # @second


spawn(first)
spawn(second)
run_hub()  # @hub


async def fail():
    await asyncio.sleep(0)
    raise ValueError("late")


async def handle():
    try:
        await asyncio.create_task(fail())  # @fails
    except ValueError:
        return "handled"  # @handles


asyncio.run(handle())


async def leave():
    try:
        await asyncio.create_task(fail())
    finally:
        await asyncio.sleep(0)
        print("leaving")  # @leaves


async def pass_on():
    await leave()


async def deal():
    try:
        await pass_on()
    except ValueError:
        return "dealt with"


asyncio.run(deal())


def delegate_twice():
    yield from delegate()
    yield 3


def delegate():
    try:
        yield from refuse()
    except KeyError:
        yield 2


def refuse():
    try:
        yield 1
    except ValueError:
        raise KeyError from None  # @refuses


numbers = delegate_twice()
next(numbers)
numbers.throw(ValueError())
print("thrown")
