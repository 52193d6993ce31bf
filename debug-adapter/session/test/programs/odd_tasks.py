"""Tasks of which the program has made something that asyncio does not know."""

import asyncio
from collections.abc import Coroutine


class Nameless(asyncio.Task):
    """Its names are another's business, who is not there."""

    def get_name(self):
        raise LookupError("no name yet")


class Record(dict):
    """Its attributes are its entries."""

    __getattr__ = dict.__getitem__

    def note(self, task):
        self["done"] = task


class Proxy:
    """Stands for something that is not there yet."""

    @property
    def __class__(self):
        raise RuntimeError("there is nothing behind this")


class Countdown(Coroutine):
    """A coroutine without frames, that says what it likes of itself."""

    cr_running = True
    cr_frame = "none"

    def __init__(self, count):
        self.count = count

    def send(self, value):
        if self.count == 0:
            raise StopIteration
        self.count -= 1

    def throw(self, error):
        raise error

    def __await__(self):
        return self


async def work():
    await asyncio.sleep(0.1)  # @works


async def watch():
    await asyncio.sleep(0)
    print("look")  # @look
    print("again")


async def main():
    proxy = Proxy()
    noted = asyncio.create_task(work(), name="noted")
    noted.add_done_callback(Record().note)
    proxied = asyncio.create_task(work(), name="proxied")
    proxied.add_done_callback(lambda _: proxy)
    await asyncio.gather(
        noted,
        proxied,
        Nameless(work(), loop=asyncio.get_running_loop()),
        asyncio.create_task(work(), name="Task-" + "9" * 5_000),
        asyncio.create_task(Countdown(9), name="countdown"),
        asyncio.create_task(watch(), name="watch"),
    )


asyncio.run(main())
