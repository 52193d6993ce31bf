"""Values whose code would be heard of if a hover ran it."""
import collections
import dataclasses
import datetime
import enum
import functools
import io
import itertools
import pathlib
import re
import typing
import weakref
from fractions import Fraction

from greenlet import greenlet

RUN = []


class Loud:
    kept = 1

    def __init__(self):
        self.inner = {"key": self}

    def __repr__(self):
        RUN.append("repr")
        return "loud"

    def __getattr__(self, name):
        RUN.append("getattr")
        raise AttributeError(name)

    def __len__(self):
        RUN.append("len")
        return 3

    def __iter__(self):
        RUN.append("iter")
        return iter(())

    @property
    def computed(self):
        RUN.append("computed")


class LoudDict(dict):
    def __getitem__(self, key):
        RUN.append("getitem")

    def items(self):
        RUN.append("items")
        return []

    def __repr__(self):
        RUN.append("repr of dict")
        return "loud dict"

    __iter__ = __len__ = __repr__


class LoudMeta(type):
    def __repr__(cls):
        RUN.append("repr of class")
        return "loud class"


class LoudClass(metaclass=LoudMeta):
    __slots__ = ("slot",)
    made = classmethod(len)


class AskingMeta(type):
    def __getattribute__(cls, name):
        RUN.append(f"{name} of class")
        return super().__getattribute__(name)

    @property
    def __module__(cls):
        RUN.append("module of class")
        return "computed"


class AskedClass(metaclass=AskingMeta):
    def __init__(self):
        self.kept = 1


class AskedList(list, metaclass=AskingMeta):
    pass


class AskedError(ValueError, metaclass=AskingMeta):
    pass


class Computing:
    def __get__(self, owner, kind):
        RUN.append("get")


class Owner:
    field = Computing()


class Point(typing.NamedTuple):
    x: object
    y: object


@dataclasses.dataclass
class Pair:
    first: object
    second: object


class LoudPart(functools.partial):
    @property
    def func(self):
        RUN.append("func")

    args = keywords = func


class LoudFile(io.FileIO):
    @property
    def name(self):
        RUN.append("name of file")
        return "computed"

    @name.setter
    def name(self, given):
        pass


class LoudZone(datetime.tzinfo):
    def __repr__(self):
        RUN.append("repr of zone")
        return "zone"


class LoudGreenlet(greenlet):
    @property
    def dead(self):
        RUN.append("dead")

    def __bool__(self):
        RUN.append("bool")
        return True


class Color(enum.Enum):
    RED = 1


def look():
    loud = Loud()
    nested = [loud, {"a": (loud, LoudClass)}, collections.deque([loud])]
    table = LoudDict(a=loud)
    made = collections.defaultdict(RUN.copy)
    point = Point(1, loud)
    pair = Pair(2, loud)
    day = datetime.date(2024, 2, 29)
    error = ValueError("bad", loud)
    number = 7
    ratio = Fraction(1, 3)
    path = pathlib.PurePosixPath("/tmp")
    color = Color.RED
    owner = Owner()
    cls = LoudClass
    instance = LoudClass()
    instance.slot = "stored"
    method = loud.__repr__
    part = slice(loud, 2)
    asked = [AskedClass, AskedClass(), AskedList([1]), AskedError("bad")]
    union = int | AskedClass
    partial = LoudPart(int, "7", base=8)
    file = LoudFile(__file__)
    moment = datetime.datetime(2024, 1, 1, tzinfo=LoudZone())
    repeated = itertools.repeat(loud)
    static = staticmethod(loud)
    reference = weakref.ref(loud)
    pattern = re.compile("a+")
    stack = LoudGreenlet(len)
    # Making these asked for some.
    RUN.clear()
    print(RUN, len(made))  # @look


look()
