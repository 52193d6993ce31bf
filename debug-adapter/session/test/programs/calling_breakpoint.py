"""Calls of the program for a debugger."""
import asyncio
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


def at_end_of_thread():
    breakpoint()  # @thread_end


def at_end_of_greenlet():
    import pdb; pdb.set_trace()  # @greenlet_end


async def at_end_of_task():
    breakpoint()  # @task_end


async def let_run():
    task = asyncio.create_task(at_end_of_task())
    while not task.done():
        await asyncio.sleep(0)


first = 1  # @first
breakpoint()
second = 2  # @second
lazily()
list(generate())
ends()  # @ends
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
worker = threading.Thread(target=at_end_of_thread)
worker.start()
worker.join()
greenlet(at_end_of_greenlet).switch()
asyncio.run(let_run())
breakpoint()  # @end
