"""Tasks that wait for timers, locks, queues and one another."""

import asyncio
import random


async def worker(number: int, queue: asyncio.Queue[int], lock: asyncio.Lock) -> int:
    total = 0
    while (item := await queue.get()) >= 0:
        async with lock:
            total += item
        await asyncio.sleep(0.002 * random.random())
    return total * 10 + number


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue()
    lock = asyncio.Lock()
    async with asyncio.timeout(60):
        workers = [asyncio.create_task(worker(number, queue, lock)) for number in range(5)]
        for item in [*range(60), *[-1] * 5]:
            await queue.put(item)
        print(await asyncio.gather(*workers))
    try:
        async with asyncio.timeout(0.01):
            await asyncio.Event().wait()
    except TimeoutError:
        print("timed out")
    print(await asyncio.to_thread(sum, range(1000)))


asyncio.run(main())
