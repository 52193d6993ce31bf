"""Megabytes of output on both streams, by two threads, in blocks and in lines."""

import os
import random
import sys
import threading


def write(stream, name: str) -> None:
    for index in range(3000):
        stream.write(f"{name} {index} " + "x" * random.randrange(300) + "\n")


threads = [
    threading.Thread(target=write, args=(stream, name))
    for stream, name in ((sys.stdout, "out"), (sys.stderr, "err"))
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.stdout.flush()
block = random.randbytes(1 << 16).hex().encode()
for _ in range(8):
    rest = block
    while rest:
        rest = rest[os.write(1, rest) :]
