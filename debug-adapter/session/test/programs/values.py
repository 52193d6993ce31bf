"""Values of many kinds, in an active and in a suspended greenlet."""
from collections import OrderedDict, deque
from greenlet import getcurrent, greenlet


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Broken:
    def __repr__(self):
        raise ValueError("no text")


class Named:
    kind = "class attribute"

    def __init__(self):
        self.name = "object"
        self.self = self


def sleeper(start):
    total = start
    names = ["one", "two"]
    main.switch()  # @asleep
    print("total", total, names)  # @awake


def values():
    number = 42
    text = "naïve ☃"
    blob = b"\x00\xff"
    nothing = None
    numbers = list(range(120))
    pair = (1, 2)
    table = {"a": [1, 2], 3: {"deep": (None,)}}
    ordered = OrderedDict(z=1)
    members = {7}
    queue = deque([1, 2])
    point = Point(3, 4)
    broken = Broken()
    named = Named()
    cycle = []
    cycle.append(cycle)
    function = values
    error = ValueError("bad", 1)
    print(number)  # @values
    print(number, numbers[0], table)  # @changed


main = getcurrent()
sleeping = greenlet(sleeper)
sleeping.switch(5)
values()
sleeping.switch()
