"""Code of the user's that waits by a library's means."""

import asyncio

import library_waits


def other():
    seen = "other"
    library_waits.pause()  # @other_pauses
    return seen


def heir():
    return "heir"  # @heir


def hubs():
    library_waits.spawn(other)
    library_waits.pause()  # @pauses
    library_waits.hand_on(heir)  # @hands_on
    library_waits.run_after(heir)  # @runs_after
    try:
        library_waits.fail()  # @fails
    except ZeroDivisionError:
        print("failed")
    library_waits.pause()
    print("the end")


async def work(number):
    doubled = number * 2  # @work
    await asyncio.sleep(0)
    return doubled  # @work_ends


def inside():
    first = library_waits.wait_for(work(1))  # @waits
    second = library_waits.query()  # @queries
    return first, second  # @inside_ends


async def unrelated():
    for turn in range(20):
        await asyncio.sleep(0)
        print(end="")
    return turn


async def main():
    background = asyncio.create_task(unrelated())
    print(await library_waits.run_in_greenlet(inside))  # @runs
    await background


hubs()
asyncio.run(main())
