"""Large collections of values that count how often they are asked for their text."""
import array
import functools
import types
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
from dataclasses import dataclass

ASKED = 0
SIZE = 5_000


class Item:
    def __init__(self, number):
        self.number = number

    def __repr__(self):
        global ASKED
        ASKED += 1
        return f"item {self.number}"


class Row(list):
    pass


class Table(dict):
    pass


class Group(set):
    pass


@dataclass
class Order:
    name: str
    items: list


@dataclass(slots=True, frozen=True)
class Parcel:
    orders: tuple


Pair = namedtuple("Pair", "first second")

items = [Item(n) for n in range(SIZE)]
by_number = dict(enumerate(items))


def look(name, value):
    return name, value  # @look


look("deque", deque(items))
look("deque with a limit", deque(items, SIZE))
look("defaultdict", defaultdict(list, by_number))
look("OrderedDict", OrderedDict(by_number))
look("list of a subclass", Row(items))
look("dict of a subclass", Table(by_number))
look("set", set(items))
look("set of a subclass", Group(items))
look("frozenset", frozenset(items))
look("data class", Order("one", items))
look("data classes in each other", Parcel((Order("two", items), Order("three", items))))
look("SimpleNamespace", types.SimpleNamespace(items=items))
look("many attributes", types.SimpleNamespace(**{f"x{n}": item for n, item in enumerate(items)}))
look("namedtuple", Pair(items, by_number))
look("keys", dict.fromkeys(items).keys())
look("values", by_number.values())
look("items", OrderedDict(by_number).items())
look("exception", ValueError("many", items))
look("exception of many", KeyError(*items))
look("mapping proxy", types.MappingProxyType(by_number))
look("UserList", UserList(items))
look("UserDict", UserDict(by_number))
look("ChainMap", ChainMap(by_number, {}))
look("Counter", Counter(items))
look("partial", functools.partial(print, items, rest=items))
look("method of many", [types.MethodType(print, items)])
look("nested", {"a": [deque(items)], "b": (Row(items),)})
