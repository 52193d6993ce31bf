"""`os._exit` while threads and greenlets sleep."""

import os
import threading
import time

import greenlet


def sleep() -> None:
    time.sleep(3600)


threading.Thread(target=sleep).start()
threading.Thread(target=sleep, daemon=True).start()
greenlet.greenlet(lambda: greenlet.getcurrent().parent.switch()).switch()
time.sleep(0.005)
print("leaving", flush=True)
os._exit(7)
