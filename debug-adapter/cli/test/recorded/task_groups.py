"""Groups of tasks: one fails, the others are cancelled, and all failures come together."""

import asyncio
import random

random.seed()


async def job(number: int) -> int:
    try:
        await asyncio.sleep(0.004 * random.random())
        if number % 4 == 3:
            raise ValueError(f"job {number}")
        await asyncio.sleep(0.02)
        return number
    except asyncio.CancelledError:
        print(f"job {number} is cancelled")
        raise


async def counted(limit: int):
    for number in range(limit):
        await asyncio.sleep(0)
        yield number


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for number in range(8):
                group.create_task(job(number), name=f"job {number}")
    except* ValueError as group:
        print(group.exceptions)
    print([number async for number in counted(5)])
    results = await asyncio.gather(*(job(number) for number in range(4)), return_exceptions=True)
    print(results)
    done, pending = await asyncio.wait(
        [asyncio.create_task(job(number)) for number in (0, 3)],
        return_when=asyncio.FIRST_EXCEPTION,
    )
    print(len(done), len(pending))
    for task in pending:
        task.cancel()
    barrier = asyncio.Barrier(3)
    print(sorted(await asyncio.gather(*(barrier.wait() for _ in range(3)))))


asyncio.run(main())
