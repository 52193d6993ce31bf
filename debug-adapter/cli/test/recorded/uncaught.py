"""An exception that ends the program, through a greenlet and a thread."""

import threading
import time

import greenlet


def fail(depth: int) -> None:
    if depth == 0:
        raise ValueError(f"at {time.time()}")
    fail(depth - 1)


thread = threading.Thread(target=fail, args=(5,))
thread.start()
thread.join()
greenlet.greenlet(fail).switch(3)
