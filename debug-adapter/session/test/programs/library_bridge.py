"""What a library such as SQLAlchemy has: functions that know no ``await`` run in greenlets,
and hand what they wait for to a coroutine."""

import sys
from asyncio import sleep

from greenlet import getcurrent, greenlet


async def spawn(function, *arguments):
    """Runs a function that may call ``await_only``."""
    child = greenlet(function, getcurrent())
    awaitable = child.switch(*arguments)
    while not child.dead:
        try:
            result = await awaitable
        except BaseException:
            awaitable = child.throw(*sys.exc_info())
        else:
            awaitable = child.switch(result)
    return awaitable


def await_only(awaitable):
    return getcurrent().parent.switch(awaitable)


def query(prepare):
    """Waits for a coroutine of the library's, which calls what it is given."""
    await_only(sleep(0))
    answer = await_only(_ask(prepare))
    await_only(sleep(0))
    return answer


async def _ask(prepare):
    await sleep(0)
    answer = prepare()
    if hasattr(answer, "__await__"):
        answer = await answer
    await sleep(0)
    return answer


async def serve(handler, clean):
    """Awaits a coroutine, and then runs a function in a greenlet."""
    answer = await handler()
    await spawn(clean)
    return answer
