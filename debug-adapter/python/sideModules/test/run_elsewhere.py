"""Runs a program as a whole elsewhere than on the main stack: ``run_elsewhere.py WHERE PROGRAM``.

``WHERE`` is ``thread``, ``greenlet``, or ``greenlet-in-thread``. While it runs in a thread, another
one imports the same module.
"""

import importlib
import runpy
import sys
import threading

import greenlet

_, where, program = sys.argv
problems = []


def run():
    """Runs the program, and keeps what ends it."""
    try:
        runpy.run_path(program, run_name="__main__")
    except BaseException as error:
        problems.append(error)


def run_in_greenlet():
    """Runs the program in a greenlet."""
    greenlet.greenlet(run).switch()


def import_too():
    """Imports what the program imports."""
    importlib.import_module(program.removeprefix("use_").removesuffix(".py"))


if where == "greenlet":
    run_in_greenlet()
else:
    target = run if where == "thread" else run_in_greenlet
    threads = [threading.Thread(target=each) for each in (target, import_too)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
if problems:
    raise problems[0]
