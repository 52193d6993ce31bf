"""Groups of exceptions that ``except*`` makes of what is left and what its clauses raise."""

import asyncio
import sys
import threading
from contextlib import ExitStack, suppress

from greenlet import greenlet


def refuse():
    raise PermissionError("refused")


def by_a_clause():
    try:
        raise ExceptionGroup("first", [ValueError(1), TypeError(2)])  # @raises
    except* ValueError:
        refuse()  # @clause


def by_its_caller():
    by_a_clause()  # @caller


def by_two_clauses():
    try:
        raise ExceptionGroup("first", [ValueError(1), TypeError(2)])
    except* ValueError:
        refuse()  # @two
    except* TypeError:
        raise LookupError(4)


def by_clauses_in_clauses():
    try:
        try:
            raise ExceptionGroup("first", [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError:
            raise LookupError(4)
        except* TypeError:
            raise EOFError(5)  # @inner
    except* LookupError:
        print("handled")


def by_the_rest():
    try:
        by_a_clause()  # @rest
    except* PermissionError:
        print("handled")


async def fail(kind):
    await asyncio.sleep(0)
    raise kind("task")


async def group_of_tasks():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail(ValueError))
            group.create_task(fail(TypeError))
    except* ValueError:
        refuse()  # @tasks


def by_tasks():
    asyncio.run(group_of_tasks())  # @runs


def by_a_thread():
    thread = threading.Thread(target=by_a_clause)
    thread.start()
    thread.join()


def by_a_greenlet():
    greenlet(by_a_clause).switch()  # @switches


def collect():
    for _ in range(2):
        try:
            refuse()
        except OSError as error:
            yield error


def by_hand():
    raise ExceptionGroup("", [*collect()])  # @by_hand


def clean():
    with ExitStack() as stack:  # @callback
        stack.callback(by_a_clause)


def through_libraries():
    with suppress(ExceptionGroup), ExitStack() as stack:  # @leaves
        stack.callback(clean)


if sys.argv[1] == "by_the_module":
    try:
        raise ExceptionGroup("first", [ValueError(1), TypeError(2)])
    except* ValueError:
        refuse()  # @module
globals()[sys.argv[1]]()  # @calls
