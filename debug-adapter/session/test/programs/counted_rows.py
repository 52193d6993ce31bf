"""Values whose rows are counted before they are asked for."""
import array
import asyncio
import collections
import re
import types

RUN = []


class Items(list):
    __slots__ = ("__dict__", "empty", "filled")
    shared = 1

    @property
    def computed(self):
        RUN.append("computed")

    @property
    def shadowed(self):
        RUN.append("shadowed")


class Asked(dict):
    def __getattribute__(self, name):
        RUN.append(name)
        return len if name.startswith("given") else super().__getattribute__(name)


class Pair(collections.namedtuple("Pair", "first second third")):
    @property
    def second(self):
        RUN.append("second")
        return len


class Bag(collections.UserDict):
    kind = "bag"


class Group(set):
    pass


class Queue(collections.deque):
    pass


def filled(value):
    value.number, value.function, value.kind_of_it, value._own = 1, len, int, str
    value.__special__, value.other_function, value.method = 2, filled, [].append
    return value


def everything():
    items = filled(Items([1, 2]))
    items.filled = print
    items.__dict__["shadowed"] = int
    asked = filled(Asked(a=1))
    asked.given_number, asked.given_class = 1, int
    members = {
        "items": items,
        "asked": asked,
        "pair": Pair(len, 2, int),
        "functions": collections.namedtuple("Functions", "one two")(len, print),
        "bag": filled(Bag(a=1)),
        "group": filled(Group("a")),
        "queue": filled(Queue("ab", 3)),
        "default": collections.defaultdict(list, a=1),
        "failing default": collections.defaultdict(everything, a=1),
        "counter": filled(collections.Counter("aab")),
        "match": re.match("(a)", "ab"),
        "array": array.array("i", [1]),
        "view": memoryview(b"ab"),
        "chain": collections.ChainMap({"a": 1}),
        "proxy": types.MappingProxyType({"a": 1}),
        "list": [1],
        "range": range(3),
        "bytes": b"ab",
        "keys": {"a": 1}.keys(),
        "values": {"a": 1}.values(),
    }
    others = {
        "attribute error": AttributeError("x", name="n", obj=1),
        "alias": list[int],
        "class": Items,
        "module": types,
        "empty": filled(Items()),
        "space": filled(types.SimpleNamespace()),
        "future": asyncio.Future(loop=asyncio.new_event_loop()),
        "bound": [].append,
        "method": Bag().keys,
        "endless": range(10**30),
        "square": memoryview(bytes(range(6))).cast("B", [2, 3]),
        "cube": memoryview(bytearray(8)).cast("B", [2, 2, 2]),
        "point": memoryview(b"a").cast("B", []),
        "letters": memoryview(array.array("w", "ab")),
    }
    return members, others


def look():
    members, others = everything()
    names = [*members], [*others]
    RUN.clear()
    return names  # @look


look()
