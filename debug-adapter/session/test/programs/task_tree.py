"""Tasks that wait for one another, for a greenlet, and for nobody."""

import asyncio

from library_bridge import await_only, spawn


async def leaf():
    await asyncio.sleep(9)  # @leaf


async def outer(task):
    await inner(task)  # @outer


async def inner(task):
    await task  # @inner


def query():
    await_only(asyncio.sleep(9))


async def request():
    await spawn(query)


async def idle():  # @idle
    pass


async def watch():
    await asyncio.sleep(0)
    new = asyncio.create_task(idle(), name="new")
    look()  # @watch
    await new
    print("done")  # @done


def look():
    print("all wait")  # @look


async def main():
    bottom = asyncio.create_task(leaf(), name="bottom")
    asyncio.create_task(leaf(), name="lonely")
    both = [
        asyncio.create_task(outer(bottom), name="outer"),
        asyncio.create_task(request(), name="request"),
        asyncio.create_task(watch(), name="watch"),
    ]
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)


asyncio.run(main())
