"""Threads that compute, wait, switch greenlets and let the memory grow."""

import asyncio
import queue
import threading
from concurrent.futures import ThreadPoolExecutor

from greenlet import getcurrent, greenlet


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def answer(requests, replies):
    while (number := requests.get()) is not None:
        replies.put(number * 2)


def in_turns(number):
    parent = getcurrent()
    worker = greenlet(lambda: [parent.switch(number + step) for step in range(3)])
    return [worker.switch() for _ in range(3)]


requests, replies = queue.SimpleQueue(), queue.SimpleQueue()
thread = threading.Thread(target=answer, args=(requests, replies))
thread.start()
for number in range(5):
    requests.put(number)
requests.put(None)
thread.join()
print([replies.get() for _ in range(5)])

with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(fibonacci, [18, 19, 20])))
    print(list(pool.map(in_turns, [10, 20])))
    # More than the memory has at first.
    print(sum(map(len, pool.map(bytearray, [30_000_000] * 3))))


async def main():
    server = await asyncio.start_server(
        lambda reader, writer: serve(reader, writer), "127.0.0.1", 0
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hello\n")
    print(await reader.readline(), await asyncio.to_thread(fibonacci, 10))
    writer.close()
    server.close()


async def serve(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()


asyncio.run(main())
