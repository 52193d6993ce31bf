"""Collections whose length fails, or is another than that of what they hold."""
import array
from collections import ChainMap, OrderedDict, UserDict, UserList, deque
from collections.abc import Mapping, MutableSet, Sequence

ASKED = []


def with_length(base, length):
    """A class of which ``len()`` calls ``length``."""

    def count(self):
        ASKED.append(base.__name__)
        return length()

    return type(base.__name__.capitalize(), (base,), {"__len__": count})


def fail():
    raise ValueError("no length")


def leave():
    raise SystemExit("no length")


def ordered(kind):
    made = kind(a=1, b=2)
    made.move_to_end("a")
    return made


class Given(Mapping):
    def __iter__(self):
        return iter("ab")

    def __len__(self):
        raise NotImplementedError

    def __getitem__(self, key):
        return key * 2


class Bag(MutableSet):
    def __init__(self, *members):
        self.members = members

    def __iter__(self):
        return iter(self.members)

    def __contains__(self, member):
        return member in self.members

    def __len__(self):
        return 3

    add = discard = None


class Row(Sequence):
    def __init__(self):
        self.first = 1

    def __getitem__(self, index):
        return self.first

    def __len__(self):
        return -1


class Computed(list):
    """Holds nothing: all is computed."""

    size = 2

    def __len__(self):
        return self.size

    def __getitem__(self, index):
        return index * 10


class Union(dict):
    """Holds nothing, as the union of several others of web frameworks does."""

    def __init__(self, *parts):
        self.parts = parts

    def __len__(self):
        return sum(map(len, self.parts))

    def items(self):
        return (item for part in self.parts for item in part.items())


class Stubborn(list):
    """Gives its items by code of its own, and cannot be counted."""

    def __len__(self):
        raise ValueError("no length")

    def __getitem__(self, index):
        raise ValueError("no item")


class Hidden:
    kept = 1

    @property
    def __dict__(self):
        raise RuntimeError("nothing behind it")


def look():
    failing = {
        "list": with_length(list, fail)("ab"),
        "tuple": with_length(tuple, fail)("ab"),
        "deque": with_length(deque, fail)("ab", 5),
        "bytes": with_length(bytes, fail)(b"ab"),
        "array": with_length(array.array, fail)("i", [1, 2]),
        "set": with_length(set, fail)("a"),
        "frozenset": with_length(frozenset, leave)("a"),
        "dict": with_length(dict, fail)(a=1),
        "ordered": ordered(with_length(OrderedDict, leave)),
    }
    negative = with_length(list, lambda: -1)("ab")
    textual = with_length(dict, lambda: "two")(a=1)
    endless = with_length(tuple, lambda: 10**30)("ab")
    longer = with_length(list, lambda: 1_000)("ab")
    shorter = with_length(dict, lambda: 1)(a=1, b=2)
    large = with_length(list, fail)(range(500))
    user_dict = with_length(UserDict, fail)(a=1)
    longer_user_dict = with_length(UserDict, lambda: 5)(a=1)
    shorter_user_dict = with_length(UserDict, lambda: 1)(a=1, b=2)
    user_list = with_length(UserList, fail)("ab")
    chain = with_length(ChainMap, fail)({"a": 1})
    given = Given()
    bag = Bag("a")
    full_bag = Bag(*"abcd")
    row = Row()
    computed = Computed()
    union = Union({"a": 1}, {"b": 2})
    stubborn = Stubborn("ab")
    hidden = Hidden()
    empty = with_length(list, fail)()
    return locals()  # @look


look()
