from collections import Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from types import MappingProxyType, SimpleNamespace


class Row(list):
    pass


class Table(dict):
    pass


class Bag(set):
    pass


@dataclass
class Order:
    name: str
    items: list
    secret: int = field(default=1, repr=False)


class Color(Enum):
    RED = 1


Pair = namedtuple("Pair", "left right")
queue = deque([1, 2], maxlen=3)
lists = defaultdict(list, {"a": [1]})
ordered = OrderedDict(z=1, a=2)
row, table, bag = Row([1, 2]), Table(a=1), Bag({7})
empty = (Row(), Table(), Bag(), deque(), OrderedDict(), Counter(), frozenset(), ())
order = Order("first", [1, {"a": (2,)}])
nested = Order("outer", [order, deque([Row([1])])])
space = SimpleNamespace(x=1, y=[2])
pair = Pair(1, order)
counter = Counter("abracadabra")
error = ValueError("bad", [1, 2])
proxy = MappingProxyType({"a": 1})
user = (UserList([1]), UserDict(a=1))
views = (table.keys(), table.values(), ordered.items())
color = {Color.RED: Color.RED}
part = partial(print, 1, sep=", ")
span = slice(1, None, 2)
cycle = deque()
cycle.append(cycle)
print("end")  # @end
