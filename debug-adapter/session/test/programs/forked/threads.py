"""Threads that use greenlets: the program stands in one of them, and others in theirs."""

import sys
import threading
import time

import forking
from greenlet import getcurrent, greenlet


def resting(event):
    event.wait()


def in_child(event):
    child = greenlet(resting)
    child.switch(event)


def in_main(event):
    child = greenlet(lambda: getcurrent().parent.switch())
    child.switch()
    event.wait()


def look():
    exec(forking.START, {})  # @here


def looking():
    main = threading.main_thread().ident
    while sys._current_frames()[main].f_code.co_name != "join":
        time.sleep(0.001)
    looker = greenlet(look)
    looker.switch()


if __name__ == "__main__":
    sys.setrecursionlimit(sys.getrecursionlimit() + forking.ROOM)
    main = greenlet(lambda: getcurrent().parent.switch())
    main.switch()
    for name, work in [("child", in_child), ("main", in_main)]:
        event = threading.Event()
        threading.Thread(target=work, args=(event,), name=name, daemon=True).start()
        while not event._cond._waiters:
            time.sleep(0.001)
    thread = threading.Thread(target=looking, name="looker")
    thread.start()
    thread.join()
