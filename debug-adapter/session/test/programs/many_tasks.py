"""As many tasks as it is told, which wait for nothing that comes."""

import asyncio
import sys


async def work(never):
    await never.wait()  # @waits


async def main(count):
    never = asyncio.Event()
    tasks = [asyncio.create_task(work(never)) for _ in range(count)]
    await asyncio.sleep(0)
    print("all wait")  # @look
    for task in tasks:
        task.cancel()


asyncio.run(main(int(sys.argv[1])))
