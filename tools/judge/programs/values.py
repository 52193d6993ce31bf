from collections import OrderedDict, namedtuple
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


class Cell:
    def __init__(self, content):
        self.content = content

    @property
    def doubled(self):
        return self.content * 2


Pair = namedtuple("Pair", "left right")


def show():
    number = 42
    text = "héllo"
    flag = True
    items = [1, [2, 3], {"a": (4,)}]
    table = {"one": 1, 2: "two"}
    members = {5}
    point = Point(1, 2)
    cell = Cell(21)
    pair = Pair("l", "r")
    ordered = OrderedDict(first=1)
    nothing = None
    print(number, text, flag, items, table, members, point, cell, pair, ordered, nothing)  # @show
    return number  # @after


print(show())
