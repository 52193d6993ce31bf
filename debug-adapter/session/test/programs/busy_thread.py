"""The main thread waits for one that never ends."""

import threading


def spin():
    while True:
        pass


spinner = threading.Thread(target=spin, name="spinner")
spinner.start()
print("ready", flush=True)
spinner.join()
