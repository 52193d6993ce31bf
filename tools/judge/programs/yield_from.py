"""Generators that go on inside of others."""


def inner():
    yield 1
    last = 2
    yield last


def outer():
    result = yield from inner()
    yield from [3, 4]
    return result


def consume():
    numbers = outer()
    next(numbers)  # @start
    next(numbers)  # @resume
    next(numbers)  # @end_inner
    next(numbers)  # @list
    return list(numbers)  # @rest


print(consume())
