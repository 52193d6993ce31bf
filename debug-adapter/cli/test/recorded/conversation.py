"""Lines that are answered one at a time while another thread ticks, until the input ends."""

import sys
import threading
import time

ticks = 0
is_over = threading.Event()


def tick() -> None:
    global ticks
    while not is_over.wait(0.001):
        ticks += 1


ticker = threading.Thread(target=tick)
ticker.start()
begun = time.monotonic()
print("ready", flush=True)
for line in sys.stdin:
    print(f"{line.strip()} after {time.monotonic() - begun}: {ticks}", flush=True)
is_over.set()
ticker.join()
print("over")
