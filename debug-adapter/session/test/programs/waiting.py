import queue
import threading

lock = threading.Lock()
lock.acquire()
event = threading.Event()
jobs = queue.Queue()

for name, wait in {"lock": lock.acquire, "event": event.wait, "queue": jobs.get}.items():
    print("waiting for a", name)
    wait()
print("over")  # @over
