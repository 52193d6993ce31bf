"""Uses 50 MB until it is ended: itself, or a suspended greenlet and a thread that waits do."""

import sys
import threading

from greenlet import getcurrent, greenlet


def hold(megabytes, wait):
    kept = b"x" * (megabytes * 1_000_000)
    wait()
    return kept


def wait_in_thread():
    thread_holds.set()
    threading.Event().wait()


def wait_for_the_end():
    print("ready", flush=True)
    if "briefly" not in sys.argv:
        threading.Event().wait()


if "apart" in sys.argv:
    holder = greenlet(hold)
    holder.switch(25, getcurrent().switch)
    thread_holds = threading.Event()
    threading.Thread(target=hold, args=[25, wait_in_thread], daemon=True).start()
    thread_holds.wait()
    wait_for_the_end()
else:
    hold(50, wait_for_the_end)
