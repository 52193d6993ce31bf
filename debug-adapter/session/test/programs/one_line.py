"""Code that is one line long, run in two turns."""

import asyncio


def area(width): return width * width  # @area


square = lambda number: number * number  # @lambda


class Shape:
    def corners(self): return 4  # @method

    name = property(lambda self: "shape")  # @property

    @staticmethod
    def kind(): return "plane"  # @static


def maker():
    class Made: value = 1  # @class

    return Made


async def fetch(): return 1  # @coroutine


def numbers(): yield 1; yield 2  # @generator


def total(values):
    return sum(value for value in values)  # @expression


def outer(offset):
    def inner(): return offset  # @closure

    return inner() + inner()


async def fetch_all():
    for _ in range(3):
        await fetch()


def run():
    for width in range(5):
        area(width)
    for number in range(3):
        square(number)
        shape = Shape()
        shape.corners(), shape.name, shape.kind()
    for _ in range(2):
        maker()
        list(numbers())
        total([1, 2])
        outer(1)
    asyncio.run(fetch_all())


run()  # @first_turn
run()  # @second_turn
