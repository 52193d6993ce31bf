"""Coroutines that run in a loop of the program's own."""

import asyncio


async def count(number):
    while number > 0:
        await asyncio.pause()
        number -= 1  # @counts
    return "done"


async def main():
    return await count(2)


print(asyncio.run(main()))
print("end")
