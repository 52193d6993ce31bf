"""Exceptions that leave the user's code for a library, one after the other."""
import contextlib
from concurrent.futures import ThreadPoolExecutor
from functools import partial


def fetch(number):
    raise LookupError(number)  # @fetch


def in_pool():
    with ThreadPoolExecutor(1) as pool:
        for number in range(5):
            future = pool.submit(fetch, number)
            assert future.exception() is not None
            del future


def close(number):
    raise OSError(number)  # @close


def at_exit():
    for number in range(3):
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(close, number)


def through_two_libraries():
    def outer():
        with contextlib.ExitStack() as stack:
            stack.callback(close, "once")

    with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
        stack.callback(partial(outer))


def with_another_in_between():
    def clean(*_):
        with contextlib.suppress(LookupError), contextlib.ExitStack() as inner:
            inner.callback(fetch, "between")

    with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
        stack.push(clean)
        stack.callback(close, "around")


in_pool()
at_exit()
through_two_libraries()
with_another_in_between()
