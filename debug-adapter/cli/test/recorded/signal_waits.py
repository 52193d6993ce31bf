"""Signals in a loop of asyncio, by a descriptor, and those that interrupt what waits."""

import asyncio
import os
import signal
import socket
import time


async def main() -> None:
    loop = asyncio.get_running_loop()
    taken: asyncio.Queue[str] = asyncio.Queue()
    for number in (signal.SIGUSR1, signal.SIGALRM):
        loop.add_signal_handler(number, taken.put_nowait, number.name)
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await taken.get(), await taken.get())


asyncio.run(main())
left, right = socket.socketpair()
right.setblocking(False)
signal.set_wakeup_fd(right.fileno())
signal.signal(signal.SIGUSR2, lambda number, _: print("handler", number))
signal.raise_signal(signal.SIGUSR2)
print(left.recv(10), signal.set_wakeup_fd(-1) == right.fileno())


class Interruption(Exception):
    """Raised by a handler, out of what waits."""


def interrupt(_number: int, frame) -> None:
    raise Interruption(frame.f_code.co_name)


signal.signal(signal.SIGALRM, interrupt)
for wait in (lambda: time.sleep(3600), lambda: left.recv(1), lambda: [None for _ in iter(int, 1)]):
    signal.setitimer(signal.ITIMER_REAL, 0.005)
    try:
        wait()
    except Interruption as interruption:
        print(interruption)
signal.raise_signal(signal.SIGINT)
