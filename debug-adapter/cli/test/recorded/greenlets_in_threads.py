"""Queues and executors, whose threads switch between greenlets."""

import queue
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

import greenlet

results: queue.SimpleQueue[str] = queue.SimpleQueue()


def job(number: int) -> float:
    def ping(value: float) -> float:
        while True:
            value = main.switch(value + random.random())

    main = greenlet.getcurrent()
    other = greenlet.greenlet(ping)
    total = 0.0
    for index in range(200):
        total = other.switch(total)
        if index % 50 == 0:
            time.sleep(0.001 * random.random())
    results.put(f"{number} by {threading.current_thread().name}")
    return total


with ThreadPoolExecutor(4) as executor:
    futures = [executor.submit(job, number) for number in range(24)]
    print([round(future.result(), 3) for future in as_completed(futures)])
print([results.get() for _ in range(24)])

condition = threading.Condition()
baton = 0


def runner(number: int) -> None:
    global baton
    for lap in range(30):
        with condition:
            while baton != lap * 3 + number:
                condition.wait()
            baton += 1
            condition.notify_all()


runners = [threading.Thread(target=runner, args=(number,)) for number in range(3)]
for each in runners:
    each.start()
for each in runners:
    each.join()
print(baton)
