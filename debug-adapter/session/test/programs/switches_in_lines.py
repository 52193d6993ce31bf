"""Lines that go on after a switch: with a call, with another switch."""
from greenlet import getcurrent, greenlet


def keep(value):
    return value


def give(value):
    getcurrent().parent.switch(value)
    value += 1
    return value


def calls_after():
    given = greenlet(give)
    return keep(given.switch(1))  # @calls_after


def switches_twice():
    first, second = greenlet(give), greenlet(give)
    both = first.switch(1), second.switch(2)  # @switches_twice
    return both


def switches_in_one_line():
    first, second = greenlet(give), greenlet(give)
    first.switch(1); second.switch(2)  # @one_line
    return keep(0)


calls_after()
switches_twice()
switches_in_one_line()
