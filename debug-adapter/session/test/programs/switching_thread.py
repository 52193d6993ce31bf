"""A thread that switches to a greenlet of its own while the main one waits."""
import threading

from greenlet import getcurrent, greenlet


def turn():
    getcurrent().parent.switch()


def work():
    child = greenlet(turn)
    child.switch()
    child.switch()


thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
print("joined")  # @joined
