"""The main thread waits for one that never ends."""

import threading


def spin():
    spins.set()
    while True:
        pass


spins = threading.Event()
spinner = threading.Thread(target=spin, name="spinner")
spinner.start()
spins.wait()
print("ready", flush=True)
spinner.join()
