"""Signals that come from outside, while it computes and while it waits, and end it at last."""

import signal
import sys
import threading

taken = threading.Event()


def take(number: int, _frame: object) -> None:
    print("taken", signal.Signals(number).name, flush=True)
    if number == signal.SIGTERM:
        sys.exit(3)
    taken.set()


for number in (signal.SIGHUP, signal.SIGTERM):
    signal.signal(number, take)
print("computing", flush=True)
count = 0
while not taken.is_set():
    count += 1
print("waiting", flush=True)
threading.Event().wait()
