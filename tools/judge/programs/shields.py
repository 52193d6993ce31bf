"""Tasks that are shielded from being cancelled, and those who wait for them."""

import asyncio


async def child(number):
    await asyncio.sleep(0)
    return number  # @child_ends


async def fail():
    await asyncio.sleep(0)
    raise ValueError("late")


async def main():
    total = await asyncio.shield(child(1))  # @shields
    total += await asyncio.wait_for(asyncio.shield(child(2)), 60)  # @waits
    async with asyncio.timeout(60):
        total += await asyncio.shield(asyncio.shield(child(3)))  # @twice
    (total,) = await asyncio.gather(asyncio.shield(child(4)))  # @gathers
    for first in asyncio.as_completed([asyncio.shield(child(5))]):
        total += await first  # @completes
    try:
        await asyncio.shield(fail())  # @fails
    except ValueError:
        print(total)


asyncio.run(main())
