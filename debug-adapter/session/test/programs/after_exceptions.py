"""Exceptions that leave the program's code, and what of it runs after them."""

import atexit
import re
import sys
import threading

from greenlet import greenlet


def fail(_=None):
    raise ValueError("on its way")  # @fails


def in_greenlet():
    fail()


def hook(*_):
    print("hook")
    print("of the program")


def bye():
    print("bye")


match sys.argv[1]:
    case "library":
        try:
            re.sub("a", fail, "banana")
        except ValueError:
            print("caught")
    case "greenlet":
        try:
            greenlet(in_greenlet).switch()
        except ValueError:
            print("caught")
    case "hook":
        sys.excepthook = hook
        fail()
    case "exit":
        atexit.register(bye)
        fail()
    case "thread":
        threading.excepthook = hook
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()
