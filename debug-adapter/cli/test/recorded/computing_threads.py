"""Three threads that compute, and are preempted."""

import sys
import threading
import time


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


order: list[str] = []


def compute(name: str) -> None:
    for index in range(40):
        fib(17)
        order.append(f"{name}{index}")


sys.setswitchinterval(0.002)
threads = [threading.Thread(target=compute, args=(name,)) for name in "abc"]
begun = time.monotonic()
for thread in threads:
    thread.start()
while any(thread.is_alive() for thread in threads):
    time.sleep(0.003)
    order.append("-")
print(" ".join(order), time.monotonic() - begun)
