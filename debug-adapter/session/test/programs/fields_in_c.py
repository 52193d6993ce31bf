"""Objects whose fields are written in C."""
import array
import collections
import contextvars
import datetime
import decimal
import functools
import io
import os
import re
import sqlite3
import threading
import time
import types
import weakref

from greenlet import getcurrent

RUN = []


class Loud:
    """Tells when code of it runs."""

    def __getattribute__(self, name):
        RUN.append(name)
        return super().__getattribute__(name)

    def __getattr__(self, name):
        RUN.append(name)
        raise AttributeError(name)

    def __call__(self, *arguments):
        RUN.append("call")


class LoudError(OSError):
    def __getattribute__(self, name):
        RUN.append(name)
        return super().__getattribute__(name)

    @property
    def strerror(self):
        RUN.append("strerror")
        return "of the program"


class Raw(io.RawIOBase):
    @property
    def closed(self):
        RUN.append("closed")
        return False

    def readable(self):
        return True


class Narrow(datetime.date):
    __slots__ = ("note",)


class Number(int):
    pass


def numbers():
    yield 1


async def later():
    pass


def caught(code, *namespace):
    try:
        exec(code, *namespace)
    except BaseException as error:
        return error.with_traceback(None)


def look():
    error = OSError(2, "not there", "a.txt")
    blocking = BlockingIOError(11, "later", 3)
    stop = StopIteration(7)
    syntax = caught("a = = 1")
    group = ExceptionGroup("several", [ValueError(1), KeyError("k")])
    decoding = caught("b'\\xff'.decode()")
    importing = caught("import nothing_like_that")
    naming = caught("nothing_like_that", {})
    attribute = caught("(1).nothing")
    key = KeyError("k")
    chained = caught("try: 1 / 0\nexcept ZeroDivisionError as e: raise ValueError from e")
    loud_error = LoudError(5, "bad")
    part = slice(1, 2)
    steps = range(2, 8, 3)
    whole = functools.partial(int, "7", base=8)
    match = re.match("(a)(b)?", "ac")
    pattern = re.compile("(?P<first>a)")
    day = datetime.date(2024, 2, 29)
    moment = datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)
    delta = datetime.timedelta(1, 2)
    narrow = Narrow(2024, 1, 2)
    ref = weakref.ref(Loud)
    method = narrow.isoformat
    bound = Loud.__call__.__get__(narrow)
    prop = property(Loud())
    view = memoryview(b"ab")
    square = memoryview(b"abcdef").cast("B", [2, 3])
    point = memoryview(b"a").cast("B", [])
    letters = memoryview(array.array("w", "ab"))
    released = memoryview(b"ab")
    released.release()
    status = os.stat_result(range(10))
    clock = time.gmtime(0)
    space = types.SimpleNamespace(a=1)
    generator = numbers()
    coroutine = later()
    number = 1 + 2j
    integer = Number(3)
    ratio = decimal.Decimal("1.5")
    current = getcurrent()
    lock = threading.Lock()
    queue = collections.deque([1], 3)
    default = collections.defaultdict(list, a=1)
    codes = array.array("i", [1])
    cell = types.CellType(1)
    empty_cell = types.CellType()
    text = io.TextIOWrapper(io.BufferedReader(Raw()))
    cursor = sqlite3.connect(":memory:").cursor()
    variable = contextvars.ContextVar("variable")
    variable_type = caught.__globals__["T"]
    static = staticmethod(Loud())
    trace = caught_trace()
    kinds = [int, types, look.__code__, len, int.real, look]
    RUN.clear()
    coroutine.close()
    return locals()  # @look


def caught_trace():
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def bounded[T: RUN.append("bound")](it: T):
    return it


T = bounded.__type_params__[0]
look()
