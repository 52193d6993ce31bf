"""Continuations of libraries, which run the user's code in turn, and one that waits in its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from greenlet import getcurrent, greenlet
from library_hub import Ticker, run_hub, spawn

main = getcurrent()


def wait():
    main.switch()


def work():
    print("works")  # @works


def job():
    is_done.set()


waiting = greenlet(wait)
waiting.switch()
ticker = Ticker()
ticker.switch()
is_done = threading.Event()
pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pool")
pool.submit(job).result()
spawn(work)
run_hub()
