"""Coroutines of the user's that functions in greenlets wait for."""

import asyncio
import sys

from greenlet import getcurrent
from library_bridge import await_only, query, serve, spawn


async def work():
    await asyncio.sleep(0)
    return 1  # @work_ends


async def fail():
    await asyncio.sleep(0)
    raise ValueError("late")  # @raises


def waits():
    first = await_only(work())
    return first


def waits_by_itself():
    first = getcurrent().parent.switch(work())
    return first


def waits_for_a_task():
    first = await_only(asyncio.create_task(work()))
    return first


def waits_for_several():
    first = await_only(asyncio.gather(work(), asyncio.sleep(0), asyncio.wait_for(work(), 60)))
    return first


def handles():
    try:
        first = await_only(fail())
    except ValueError:
        first = 0
    return first


def fails():
    first = await_only(fail())
    return first


def queries():
    first = query(work)
    return first


def prepare():
    return 1  # @prepare_ends


def queries_by_function():
    first = query(prepare)
    return first


async def inner():
    second = await spawn(waits)
    return second


def nests():
    first = await_only(inner())
    return first


def clean():
    await_only(asyncio.sleep(0))


async def unrelated():
    for turn in range(20):
        await spawn(clean)
    return turn


async def main(how):
    background = asyncio.create_task(unrelated())
    try:
        match how:
            case "of_the_library":
                result = await spawn(query, work)
            case "before_another":
                result = await serve(work, clean)
            case "in_tasks":
                result = await asyncio.gather(spawn(clean), spawn(waits_for_a_task), spawn(clean))
            case _:
                result = await spawn(globals()[how])
    except ValueError:
        result = "failed"
    print(result)
    await background


asyncio.run(main(sys.argv[1]))
