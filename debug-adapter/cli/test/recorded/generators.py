"""Generators that are closed, thrown into and collected; and coroutines that nobody awaits."""

import asyncio
import gc
import itertools
import random


def numbers(name: str):
    try:
        while True:
            received = yield random.random()
            if received:
                print(name, "gets", received)
    except KeyError as error:
        yield repr(error)
    finally:
        print(name, "ends")


def delegating():
    result = yield from numbers("inner")
    return result


one, other = numbers("one"), delegating()
print(0 <= next(one) < 1, one.send("a word") < 1)
next(other)
print(other.throw(KeyError("thrown")))
one.close()
del other
gc.collect()
print(sum(itertools.islice(numbers("islice"), 1000)) > 100)


async def ticks():
    try:
        for number in itertools.count():
            await asyncio.sleep(0)
            yield number
    finally:
        await asyncio.sleep(0.001)
        print("ticks end")


async def main() -> None:
    async for tick in ticks():
        if tick > 3:
            break
    stream = ticks()
    print(await anext(stream), await anext(stream))
    await stream.aclose()
    asyncio.sleep(0)  # never awaited


asyncio.run(main())
