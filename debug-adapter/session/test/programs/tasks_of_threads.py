"""An event loop in a thread of its own, one of whose tasks is busy while the program stops."""

import asyncio
import threading

is_busy = threading.Event()
may_end = threading.Event()


async def wait(ready):
    await ready.wait()  # @waits


async def block():
    is_busy.set(), may_end.wait()  # @blocks


async def serve():
    ready = asyncio.Event()
    waiting = asyncio.create_task(wait(ready))
    await asyncio.create_task(block())  # @serves
    ready.set()
    await waiting


server = threading.Thread(target=lambda: asyncio.run(serve()), name="server")
server.start()
is_busy.wait()
print("it is busy")  # @look
may_end.set()
server.join()
