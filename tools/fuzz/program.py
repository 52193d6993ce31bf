"""What the fuzzer debugs: greenlets that take turns for ever, and values to look at."""

import time

from greenlet import getcurrent, greenlet


def work(step):
    total = 0
    while True:
        total += step
        step = main.switch(total)


main = getcurrent()
workers = [greenlet(work) for _ in range(3)]
buffer = bytearray(b"bytes to read and to write")
table = {"one": 1, 2: "two", (3, 4): [5, 6]}
rounds = 0
while True:
    for worker in workers:
        rounds += worker.switch(1)
    time.sleep(0.001)  # @turn
