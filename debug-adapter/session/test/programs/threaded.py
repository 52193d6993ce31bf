"""Two threads beside the main one: one waits, the other computes and has a greenlet."""

import threading
import time

import greenlet

may_end = threading.Event()
is_waiting = threading.Event()


def wait():
    is_waiting.set()
    may_end.wait()  # @wait


def paused_child():
    greenlet.getcurrent().parent.switch()  # @child


def compute():
    child = greenlet.greenlet(paused_child)
    child.switch()
    total = 1  # @begin
    total += 1
    double = twice(total)
    may_end.set()  # @set
    return double


def twice(number):
    return 2 * number  # @twice


def spin(counts):
    while not may_end.is_set():
        counts[0] += 1


counts = [0]
waiter = threading.Thread(target=wait, name="waiter")
spinner = threading.Thread(target=spin, args=(counts,), name="spinner")
worker = threading.Thread(target=compute, name="worker")
waiter.start()
spinner.start()
is_waiting.wait()
while counts[0] == 0:
    time.sleep(0.001)
worker.start()
worker.join()  # @join
waiter.join()
spinner.join()
print("over")  # @over
