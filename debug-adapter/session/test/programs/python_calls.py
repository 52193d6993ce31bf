"""Ways in which Python runs code, some of which switch."""
from contextlib import contextmanager
from types import coroutine

from greenlet import getcurrent, greenlet

main = getcurrent()


def countdown(n):
    while n:
        yield n  # @yield
        n -= 1  # @after_yield


def generators():
    total = 0
    for value in countdown(2):  # @for
        total += value  # @for_body
    return total


def comprehension():
    return [n * n for n in range(3)]  # @comprehension


def cleanup():
    try:
        raise ValueError("x")  # @raise
    except ValueError:
        pass  # @except
    finally:
        result = "finally"  # @finally
    return result  # @after_finally


@contextmanager
def managed():
    yield 1  # @managed


def contexts():
    with managed() as value:  # @with
        value += 1  # @with_body
    return value  # @after_with


def factorial(n):
    if n <= 1:
        return 1  # @bottom
    return n * factorial(n - 1)  # @recursion


def key_that_switches(value):
    main.switch(value)  # @key
    return -value  # @after_key


def sort():
    return sorted([1, 2], key=key_that_switches)  # @sorted


@coroutine
def pause():
    yield "pausing"


async def inner():
    await pause()  # @await
    return 1  # @after_await


async def outer():
    return await inner() + 1  # @outer


def drive(task):
    try:
        while True:
            task.send(None)  # @send
    except StopIteration as end:
        return end.value


print(generators())  # @generators
print(comprehension())  # @comprehensions
print(cleanup())  # @cleanups
print(contexts())  # @contexts
print(factorial(3))  # @factorials
sorter = greenlet(sort)
print(sorter.switch())  # @sort_1
print(sorter.switch())  # @sort_2
print(sorter.switch())  # @sort_3
print(drive(outer()))  # @async


def one():
    return 1


def through():
    return one()  # @through


print(through())  # @ends


def check(n):
    if n > 1:
        raise ValueError(n)  # @check
    return n


def collect():
    try:
        values = {check(n): None for n in (1, 2)}  # @collect
    except ValueError:
        values = None  # @collected
    return values


def collect_nested():
    found = []  # @before_nested
    try:
        found = [[check(n) for n in (1, limit)] for limit in (1, 2)]  # @nested
    finally:
        found.append("end")  # @after_nested


print(collect())  # @collects
try:
    collect_nested()
except ValueError:
    print("left")  # @left
