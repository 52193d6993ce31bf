"""Uses the extension module cythonized, whose C is Cython's, in threads and greenlets too."""

import array
import asyncio
import pickle
import threading

import cythonized
import greenlet


def raised(function, *arguments):
    """The type and the text of the exception of a call."""
    try:
        function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)
    raise AssertionError("no exception")


Point, Twice = cythonized.Point, cythonized.Twice
point = Point(3, 4)
assert (point.x, point.y, point.length, list(point)) == (3, 4, 5, [3, 4])
assert raised(lambda: point[2]) == ("IndexError", "a point has no coordinate 2")
assert point.plus(Point(1)) == Point(4, 4)
assert point.log == ["plus"]
assert Twice(3, 4).plus(Point(1)) == Point(5, 4)
assert (point.times(Point(1, 1)), Twice(3, 4).times(Point(1, 1))) == (7, 14)
assert repr(point) == "Point(3, 4)"
assert raised(Point, "3")[0] == "TypeError"
assert raised(setattr, point, "log", [])[0] == "AttributeError"


class Logged(Point):
    """Overrides what C calls."""

    def plus(self, other):
        """Adds, and tells."""
        return super().plus(other), "logged"


assert Logged(1).plus(Point(2)) == (Point(3), "logged")
print("classes")

assert cythonized.fibonacci(20) == 6765
assert raised(cythonized.fibonacci, -1) == ("ValueError", "there is no number -1")
assert cythonized.catch(cythonized.fibonacci, -1) == ("ValueError", "there is no number -1")
assert cythonized.catch(lambda: 1 / 0) == ("ZeroDivisionError", "division by zero")
assert cythonized.catch(lambda: {}[1]) == ("other", "KeyError")
assert cythonized.catch(int) is None
assert len(cythonized.caught) == 4
assert cythonized.add_up_by(lambda index: index * 10, 5) == 35
assert raised(cythonized.add_up_by, lambda index: 1 // (1 - index))[0] == "ZeroDivisionError"
assert [add() for add in cythonized.closures(4)] == [0, 1, 3, 6]
assert pickle.loads(pickle.dumps(cythonized.fibonacci)) is cythonized.fibonacci
numbers = array.array("d", [1, 2.5])
assert (cythonized.view_of(numbers), list(numbers)) == (2, [2, 5])
assert raised(cythonized.view_of, None)[0] == "TypeError"
print("functions")

assert list(cythonized.countdown(3)) == [3, 2, 1]
counting = cythonized.countdown(5)
assert (next(counting), counting.send(2), raised(counting.throw, KeyError("out"))) == (
    *(5, 3),
    ("KeyError", "'out'"),
)
cythonized.countdown(9)
left = cythonized.countdown(7)
next(left)
left.close()
assert cythonized.closed == [3, 5, 7]


async def letters():
    """What a coroutine in C waits for."""
    for letter in "abc":
        await asyncio.sleep(0)
        yield letter


assert asyncio.run(cythonized.gather(letters())) == ["a", "b", "c"]
print("generators")

seen = []


def use():
    """Uses the module in another thread."""
    total = cythonized.sum_of_squares(5000)
    seen.append((total, cythonized.fibonacci(10), list(cythonized.countdown(2))))


threads = [threading.Thread(target=use) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert seen == [(sum(n * n for n in range(5000)), 55, [2, 1])] * 4
assert sorted(cythonized.progress) == sorted([0, 1000, 2000, 3000, 4000] * 4)
print("threads")

main = greenlet.getcurrent()


def worker(name):
    """Switches away in a callback, in one through a pointer, in a generator, and in a try."""
    first = cythonized.call(main.switch, (name, "called"))
    total = cythonized.add_up_by(lambda index: main.switch((name, index)))
    items = [main.switch((name, item)) for item in cythonized.countdown(2)]
    failed = cythonized.catch(lambda: 1 / main.switch((name, "failing")))
    return name, first, total, items, failed


workers = [greenlet.greenlet(worker) for _ in range(3)]
assert [each.switch(n) for n, each in enumerate(workers)] == [(n, "called") for n in range(3)]
for step in (0, 1, 2, 2, 1, "failing"):
    expected = [(n, step) for n in range(3)]
    assert [each.switch(n) for n, each in enumerate(workers)] == expected, step
assert [each.switch(0) for each in workers] == [
    (n, n, 3 * n, [n, n], ("ZeroDivisionError", "division by zero")) for n in range(3)
]

stopped = greenlet.greenlet(lambda: cythonized.call(main.switch))
stopped.switch()
assert isinstance(stopped.throw(), greenlet.GreenletExit)
print("greenlets")
