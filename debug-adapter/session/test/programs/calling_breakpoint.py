"""Calls of the program for a debugger."""
import io
import os
import pdb
import sys
import threading

from greenlet import greenlet


def lazily():
    import pdb

    pdb.set_trace()
    return "lazily"  # @lazily


def generate():
    breakpoint()
    yield 1  # @generator


def ends():
    breakpoint()


def in_thread():
    sys.breakpointhook()
    threading.current_thread()  # @thread


def in_greenlet():
    pdb.Pdb().set_trace()
    greenlet  # @greenlet


first = 1  # @first
breakpoint()
second = 2  # @second
lazily()
list(generate())
ends()
third = 3  # @third
worker = threading.Thread(target=in_thread)
worker.start()
worker.join()
greenlet(in_greenlet).switch()
os.environ["PYTHONBREAKPOINT"] = "0"
breakpoint()
os.environ["PYTHONBREAKPOINT"] = "builtins.print"
breakpoint("called print")
del os.environ["PYTHONBREAKPOINT"]
answer = io.StringIO()
pdb.Pdb(stdin=io.StringIO("p second\nc\n"), stdout=answer).set_trace()
fourth = 4  # @fourth
print("(Pdb) 2" in answer.getvalue())
