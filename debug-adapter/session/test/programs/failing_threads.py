"""Threads that end by an exception, and some that do not."""
import _thread
import threading
from concurrent.futures import ThreadPoolExecutor

threading.excepthook = lambda args: None


def fail(text):
    raise TimeoutError(text)  # @fail


class Own(threading.Thread):
    def run(self):
        fail("method")


class Leaving(SystemExit):
    """Not the one that ends a thread in peace."""


def leave(kind):
    raise kind("leaving")  # @leave


def run(thread):
    thread.start()
    thread.join()


run(threading.Thread(target=fail, args=("function",)))
run(Own())
run(threading.Timer(0, fail, ("timer",)))
run(threading.Thread(target=leave, args=(SystemExit,)))
run(threading.Thread(target=leave, args=(Leaving,)))
with ThreadPoolExecutor(1) as pool:
    assert pool.submit(fail, "caught").exception() is not None

gate = threading.Lock()
begun = threading.Lock()


def fail_when_told():
    begun.release()
    with gate:
        pass
    fail("without an object")


gate.acquire()
begun.acquire()
_thread.start_new_thread(fail_when_told, ())
begun.acquire()
gate.release()
while _thread._count() > 0:
    pass
