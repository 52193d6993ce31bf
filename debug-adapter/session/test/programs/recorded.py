"""Threads, tasks and greenlets that take turns, for a run that is recorded while it is debugged."""

import asyncio
import random
import threading
import time

from greenlet import getcurrent, greenlet

numbers = []
is_enough = threading.Event()


def compute():
    count = 0
    print("computing")
    while not is_enough.is_set():
        count += 1  # @computing
    return count


def collect(name):
    for index in range(3):
        numbers.append(random.random())  # @collect
        time.sleep(0.002)
    return name  # @collected


async def job(number):
    await asyncio.sleep(0.001 * number)
    text = f"job {number}"  # @job
    return text


async def jobs():
    return await asyncio.gather(*(job(number) for number in range(3)))


def visit(value):
    try:
        answer = getcurrent().parent.switch(value + 1)  # @visit
        raise ValueError(answer)  # @raise
    except ValueError as error:
        return str(error)


threads = [threading.Thread(target=collect, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(numbers), sum(numbers))
print(asyncio.run(jobs()))
visitor = greenlet(visit)
print(visitor.switch(1))  # @switch
print(visitor.switch("a word"))
busy = threading.Thread(target=compute, name="busy")
busy.start()
busy.join()
print(time.time(), numbers)  # @end
