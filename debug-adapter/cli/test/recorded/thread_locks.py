"""Threads that wait for one another in every way that there is, with time limits and without."""

import queue
import random
import threading
import time

local = threading.local()
lock, recursive = threading.Lock(), threading.RLock()
barrier, event = threading.Barrier(4), threading.Event()
permits = threading.Semaphore(2)
inside: list[int] = []
most = 0


def visit(number: int) -> None:
    global most
    local.number = number
    event.wait()
    for _ in range(5):
        with permits:
            with lock:
                inside.append(number)
                most = max(most, len(inside))
            time.sleep(0.001 * random.random())
            with lock:
                inside.remove(number)
        with recursive, recursive:
            assert local.number == number
    barrier.wait()


threads = [threading.Thread(target=visit, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
print(lock.acquire(timeout=0.005), event.wait(0.005))
lock.release()
event.set()
for thread in threads:
    thread.join()
print(most, barrier.n_waiting, barrier.broken)

jobs: queue.PriorityQueue[tuple[int, str]] = queue.PriorityQueue(3)


def produce() -> None:
    for number in (5, 1, 4, 2, 3):
        jobs.put((number, f"job {number}"))
    jobs.put((99, "end"))


producer = threading.Thread(target=produce)
producer.start()
while (job := jobs.get())[1] != "end":
    print(job)
try:
    jobs.get(timeout=0.01)
except queue.Empty:
    print("empty")
timer = threading.Timer(3600, print, ["never"])
timer.start()
timer.cancel()
timer.join()
print(threading.active_count())
