"""Mappings whose keys look alike or have no literal, and such as keep their items back."""
import enum
import itertools


class Twin:
    def __repr__(self):
        return "twin"


class Color(enum.IntEnum):
    RED = 1


class Names:
    """All that the body of a class needs."""

    def __init__(self):
        self.values = {}

    def __getitem__(self, name):
        return self.values[name]

    def __setitem__(self, name, value):
        self.values[name] = value


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Names()

    def __new__(cls, name, bases, namespace):
        return super().__new__(cls, name, bases, namespace.values)


class Body(metaclass=Meta):
    first = 1
    second = 2  # @body


class Broken(dict):
    def items(self):
        raise ValueError("no items")


class Half(dict):
    def items(self):
        yield "a", 1
        raise SystemExit("in the middle")


class Lru(dict):
    moved = 0

    def __getitem__(self, key):
        self.moved += 1
        return super().__getitem__(key)


class Odd(dict):
    def items(self):
        return [(key, "another") for key in self]


class Counting:
    def __init__(self):
        self._count = itertools.count()

    @property
    def following(self):
        return next(self._count)


class Holder:
    def __init__(self):
        self.plain = 1
        setattr(self, "class", 2)
        setattr(self, "two words", 3)
        setattr(self, "__hidden", 4)
        setattr(self, "ﬁne", 5)
        self.__own = 6


def look():
    twins = {Twin(): 1, Twin(): 2, Twin(): 3}
    long_keys = {"x" * 1_000 + "1": 1, "x" * 1_000 + "2": 2}
    keys = {
        Color.RED: "color",
        float("inf"): "infinite",
        float("nan"): "no number",
        -1.5: "negative",
        "plain": "text",
        'quo"te\'s\n': "quoted",
        b"b\xff": "bytes",
        None: "none",
        True: "true",
        (1, "a"): "pair",
        (2,): "one",
        (): "empty",
        Twin(): "object",
        10**30: "large",
    }
    odd = Odd(a=1)
    lru = Lru(a=1)
    counting = itertools.count()
    holder = Holder()
    numbers = iter([[1], [2], [3], [4], [5], [6]])
    broken = Broken(a=1)
    half = Half(a=1, b=2)
    return locals()  # @look


keys = "hidden by a local variable"
counters = Counting()
look()
