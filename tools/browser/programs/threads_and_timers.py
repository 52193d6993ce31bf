"""Threads that compute by turns, tasks of asyncio that sleep, a thread that a task waits for, and an alarm."""
import asyncio
import os
import random
import signal
import sys
import threading
import time

begun = time.monotonic()
sums = []


def compute(count):
    sums.append(sum(number * number for number in range(count)))


threads = [threading.Thread(target=compute, args=(100_000,)) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sums)

woken = []


async def sleep(name, seconds):
    await asyncio.sleep(seconds)
    woken.append(name)


async def main():
    name = asyncio.to_thread(lambda: threading.current_thread().name)
    _, _, name = await asyncio.gather(sleep("late", 0.2), sleep("soon", 0.1), name)
    print(woken, name)


asyncio.run(main())

alarms = []
signal.signal(signal.SIGALRM, lambda number, frame: alarms.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.02)
while not alarms:
    pass
print("an alarm:", *alarms)
print("time has passed:", 0.2 <= time.monotonic() - begun < 60)
print("random:", 0 <= random.random() < 1, len(set(os.urandom(64))) > 16)
sys.exit(7)
