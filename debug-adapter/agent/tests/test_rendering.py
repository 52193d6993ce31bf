import array
import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import functools
import io
import itertools
import operator
import os
import pathlib
import re
import string
import time
import types
import unittest
import uuid
import weakref

from wasix_debug_agent.values import safe_containers
from wasix_debug_agent.values.presentation import Presentation
from wasix_debug_agent.values.rendering import Style, render


class Broken:
    def __repr__(self):
        raise ValueError("no text")


class BrokenTwice:
    def __repr__(self):
        raise Unprintable


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError


class RenderingTest(unittest.TestCase):
    def test_small_values_look_as_in_python(self):
        for value in (
            [],
            (1,),
            {},
            set(),
            frozenset(),
            {1: {2: (3, 4)}},
            "text",
            b"bytes",
            frozenset({1}),
            None,
            1.5,
        ):
            self.assertEqual(render(value), repr(value))

    def test_large_values_are_cut_without_looking_at_all_of_them(self):
        self.assertLess(len(render(range(10**9))), 100)
        self.assertLess(len(render(list(range(10**6)))), 200)
        self.assertLess(len(render("x" * 10**7)), 400)
        self.assertLess(len(render({n: [n] * 100 for n in range(1000)})), 1100)

    def test_values_that_hold_themselves(self):
        cycle = []
        cycle.append({"cycle": cycle})
        self.assertEqual(render(cycle), "[{'cycle': [...]}]")

    def test_broken_values(self):
        self.assertIn("repr() raised ValueError: no text", render([Broken()]))
        self.assertIn("Unprintable", render(BrokenTwice()))


RUN = []


def heard(name, answer=None):
    def run(self, *_):
        RUN.append(name)
        return answer

    return run


def loud(base):
    """A subclass that overrides all that is computed by its base, but for how that is written."""
    kept = (
        "__repr__ __new__ __init__ __class__ __init_subclass__ __subclasshook__ __dict__ __doc__"
        " __slots__ __module__ __qualname__ __weakref__ __dataclass_fields__ __annotations__"
    )
    names = [name for name in dir(base) if name not in kept.split()]
    own = {name: heard(name) if name.startswith("__") else property(heard(name)) for name in names}
    own["__module__"] = __name__
    return type(base)(f"Loud{base.__name__}", (base,), own)


class Shown:
    """Would be heard of if it was asked for its text."""

    __repr__ = heard("repr", "shown")
    __hash__ = heard("hash", 1)
    __getattr__ = heard("getattr")
    __call__ = heard("call")


LoudText = type(
    "LoudText",
    (str,),
    dict.fromkeys(("__repr__", "__str__", "__format__"), heard("text", "loud")),
)
LoudZone = type("LoudZone", (datetime.tzinfo,), {"__repr__": heard("zone", "zone")})
LoudDelta = type("LoudDelta", (datetime.timedelta,), {"__repr__": heard("delta", "delta")})


@dataclasses.dataclass
class Base:
    first: object


@dataclasses.dataclass(repr=False)
class More(Base):
    second: object = 2


class Color(enum.Enum):
    RED = 1


Pair = collections.namedtuple("Pair", "first second")
Renamed = type("Renamed", (Pair,), {"_fields": ("other", "names")})


class SafeTextTest(unittest.TestCase):
    def text(self, value):
        RUN.clear()
        text = render(value, Style(is_safe=True))
        self.assertEqual(RUN, [], type(value))
        return text

    def test_what_a_subclass_overrides_is_not_asked(self):
        for base, *arguments in (
            (functools.partial, int, "7"),
            (collections.deque, [1, 2], 3),
            (collections.defaultdict, list, {"a": 1}),
            (collections.Counter, {"a": 1, "b": 2}),
            (collections.OrderedDict, {"a": 1}),
            (types.SimpleNamespace, {"a": 1}),
            (array.array, "i", [1, 2]),
            (array.array, "w", "ab"),
            (datetime.datetime, 2024, 2, 29, 1, 0, 0, 0, datetime.UTC),
            (datetime.date, 2024, 2, 29),
            (datetime.time, 1, 2),
            (datetime.timedelta, 1, 2),
            (decimal.Decimal, "1.5"),
            (ValueError, "bad"),
            (OSError, 2, "bad"),
            (KeyError,),
            (list, [1]),
            (tuple, [1]),
            (dict, {"a": 1}),
            (set, "a"),
            (frozenset, "a"),
            (int, 7),
            (float, 7),
            (complex, 1, 2),
            (bytes, b"ab"),
            (bytearray, b"ab"),
            (str, "text"),
            (Pair, 1, 2),
            (Base, 1),
        ):
            quiet = type(f"Loud{base.__name__}", (base,), {"__module__": __name__})
            value = quiet(*arguments)
            expected = repr(value)
            value.__class__ = loud(base)
            self.assertEqual(self.text(value), expected)
        for value in (
            functools.partial(len, [1], other=2),
            Renamed(1, 2),
            More(1),
            range(2, 9),
            slice(1, 2),
        ):
            self.assertEqual(self.text(value), repr(value))

    def test_what_has_no_code_of_the_program_inside_looks_as_in_python(self):
        def function():
            pass

        for value in (
            operator.attrgetter("a.b"),
            operator.itemgetter(1, "a"),
            operator.methodcaller("x", 1),
            itertools.count(3),
            itertools.repeat("a", 2),
            staticmethod(len),
            classmethod(function),
            re.compile("a"),
            re.match("a", "ab"),
            weakref.ref(function),
            weakref.ref(Shown),
            time.gmtime(0),
            os.stat_result(range(10)),
            datetime.timezone(datetime.timedelta(hours=1), "N"),
            datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1))),
            io.TextIOWrapper(io.BytesIO()),
            pathlib.PurePosixPath("/a", "b"),
            fractions.Fraction(1, 3),
            uuid.UUID(int=1),
            Color.RED,
            types,
            string,
            unittest,
            types.ModuleType("made"),
            [].append,
            Pair(1, 2)._asdict,
        ):
            self.assertEqual(self.text(value), repr(value))
        with open(__file__) as file:
            self.assertEqual(self.text(file), repr(file))
            self.assertEqual(self.text(file.buffer.raw), repr(file.buffer.raw))

    def test_what_is_inside_of_c_is_not_asked(self):
        shown = Shown()
        number = type("Number", (int,), {"__repr__": heard("number", "number")})(3)
        module = types.ModuleType("made")
        module.__getattr__ = heard("module", "made")
        moody = type("Moody", (types.ModuleType,), {"__spec__": property(heard("spec"))})("moody")
        file = io.TextIOWrapper(
            io.BufferedReader(
                type("Raw", (io.RawIOBase,), {"name": 1, "readable": lambda _: True})()
            )
        )
        name = property(heard("name", "named"), heard("set"))
        named = type("Named", (io.FileIO,), {"name": name})
        with named(__file__) as opened, io.BufferedReader(opened) as buffered:
            for value in (
                operator.attrgetter(LoudText("a")),
                operator.itemgetter(shown),
                type("Getter", (operator.itemgetter,), {})(shown)
                if operator.itemgetter.__flags__ & 1 << 10
                else operator.itemgetter(shown, 1),
                operator.methodcaller("x", shown),
                itertools.count(0.5, type("Step", (float,), {"__repr__": heard("step")})(2)),
                itertools.repeat(shown),
                type("Repeat", (itertools.repeat,), {})(shown),
                staticmethod(shown),
                classmethod(shown),
                type("Static", (staticmethod,), {})(shown),
                re.compile(LoudText("a")),
                weakref.ref(shown),
                time.struct_time([shown] * 9),
                datetime.datetime(2024, 1, 1, tzinfo=LoudZone()),
                datetime.time(1, tzinfo=LoudZone()),
                datetime.timezone(LoudDelta(hours=1)),
                datetime.timezone(datetime.timedelta(hours=1), LoudText("N")),
                uuid.UUID(int=number),
                pathlib.PurePosixPath(LoudText("a")),
                module,
                moody,
                opened,
                buffered,
                file,
            ):
                self.assertRegex(self.text(value), r"^<[\w.]+ object at 0x|^<.*\w+ object at")

    def test_keys_are_not_hashed_and_names_not_formatted(self):
        keyed = collections.OrderedDict([(Shown(), 1), (Shown(), 2)])
        for value in (keyed, keyed.keys(), keyed.values(), keyed.items(), [keyed]):
            self.assertIn("d", self.text(value))
        RUN.clear()
        contents = safe_containers.StoredContents(keyed, "keyed")
        self.assertEqual([child.value for child in contents.indexed(0, 9)], [1, 2])
        self.assertEqual(contents.named_count(Presentation({})), 0)
        self.assertEqual(RUN, [])
        moved = collections.OrderedDict(a=1, b=2)
        moved.move_to_end("a")
        for value in (moved, moved.keys(), moved.values(), moved.items()):
            self.assertEqual(self.text(value), repr(value))
        space = types.SimpleNamespace(**{LoudText("a"): 1})
        self.assertEqual(self.text(space), "namespace(a=1)")
        part = functools.partial(len, **{LoudText("a"): 1})
        self.assertEqual(self.text(part), "functools.partial(<built-in function len>, a=1)")
        maps = collections.ChainMap({"a": 1})
        maps.maps = loud(list)([{"a": 1}])
        self.assertEqual(self.text(maps), "ChainMap({'a': 1})")
        bound = types.MethodType(Shown(), 1)
        self.assertRegex(self.text(bound), "^<bound method .* of 1>$")
