"""A greenlet of another thread, which is the first that stops."""
import threading
from greenlet import getcurrent, greenlet


def boss():
    first = 1  # @first
    getcurrent().parent.switch()
    second = 2  # @second
    return first + second


def run():
    made = greenlet(boss)
    made.switch()
    made.switch()


thread = threading.Thread(target=run, name="worker")
thread.start()
thread.join()
