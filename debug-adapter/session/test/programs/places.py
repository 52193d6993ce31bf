"""Functions, methods and several statements on a line."""
from greenlet import greenlet
import helper_module


class Counter:
    def __init__(self):
        self.total = 0

    def add(self, amount):
        self.total += amount  # @add
        return self.total

    @staticmethod
    def one(): return 1

    @property
    def double(self):
        return 2 * self.total


def loop(counter):
    while True:
        if counter.add(Counter.one()) >= 3:  # @first
            break
    return counter.double


def left():
    pass


def right(value):
    return value


def several():
    left(); found = right(1); left()  # @several
    text = "näive ☃"; left()  # @wide
    return [*map(lambda each: each + found, (1, 2))]  # @lambda


def worker(name):
    several()
    for number in range(3):
        print(name, number)  # @print


print(loop(Counter()))
several()
first, second = greenlet(worker), greenlet(worker)
first.switch("a")
second.switch("b")
helper_module.visit(1)  # @call
print("done")
