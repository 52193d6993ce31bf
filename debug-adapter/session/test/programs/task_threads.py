"""Tasks in all the ways in which a task can stand."""

import asyncio
from contextvars import ContextVar

from library_bridge import await_only, spawn

user = ContextVar("user")


async def numbers(queue):
    while True:
        number = await queue.get()
        yield number  # @yields


async def consume(queue):
    total = 0
    async for number in numbers(queue):
        total += number  # @adds
        if total > 2:
            break
    return total


async def produce(queue):
    for number in range(9):
        await queue.put(number)  # @puts
        await asyncio.sleep(0)  # @sleeps
    return "all produced"


def query(ready):
    is_ready = await_only(ready.wait())
    return is_ready


async def request(ready):
    row = await spawn(query, ready)
    return row  # @answers


async def follow(task):
    user.set("follower")
    times = 1
    found = await task
    return f"{found} for {times} {user.get()}"  # @found


async def late():  # @late
    return "late"  # @begins


async def watch(ready):
    await asyncio.sleep(0)
    task = asyncio.create_task(late())
    ready.set()  # @look
    await task
    return "late is done"  # @done


async def main():
    queue = asyncio.Queue()
    ready = asyncio.Event()
    asked = asyncio.create_task(request(ready))
    tasks = [
        asyncio.create_task(consume(queue)),
        asyncio.create_task(follow(asked)),
        asyncio.create_task(watch(ready)),
        asyncio.create_task(produce(queue)),
    ]
    for task in tasks:
        try:
            print(await task)  # @awaits
        except asyncio.CancelledError:
            print("cancelled")


asyncio.run(main())
