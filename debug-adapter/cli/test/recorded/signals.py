"""Signals that the program sends itself, by timers too, while it waits and while it computes."""

import os
import signal
import threading
import time

taken: list[str] = []


def take(number: int, _frame: object) -> None:
    taken.append(signal.Signals(number).name)
    if number == signal.SIGUSR1:
        signal.raise_signal(signal.SIGUSR2)


for number in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGTERM):
    signal.signal(number, take)
signal.raise_signal(signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGTERM)
signal.setitimer(signal.ITIMER_REAL, 0.01)
time.sleep(0.05)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
count = 0
while taken.count("SIGALRM") < 4:
    count += 1
signal.setitimer(signal.ITIMER_REAL, 0)
timer = threading.Timer(0.01, signal.raise_signal, [signal.SIGTERM])
timer.start()
timer.join()
print(taken, count)
