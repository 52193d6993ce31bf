"""Two threads that each have a greenlet asleep, made in another greenlet or by the thread itself."""
import threading

from greenlet import getcurrent, greenlet

both_wait = threading.Barrier(3)
may_end = threading.Event()


def sleeper():
    getcurrent().parent.switch()


def wait():
    child = greenlet(sleeper)
    child.switch()
    both_wait.wait()
    may_end.wait()
    child.switch()


def own():
    getcurrent().parent.switch()


mine = greenlet(own)
mine.switch()
threads = [threading.Thread(target=wait, name=name) for name in ("first", "second")]
for thread in threads:
    thread.start()
both_wait.wait()
print("both wait")  # @both_wait
may_end.set()
for thread in threads:
    thread.join()
mine.switch()
