"""Uses all that the extension module plain has, in threads and greenlets too."""

import functools
import threading

import greenlet
import plain

# Functions by every calling convention, and such that leave out parameters.
assert plain.no_arguments() == "two parameters"
assert plain.no_arguments_one_parameter() == "one parameter"
assert plain.no_arguments_no_parameter() == "no parameter"
assert plain.one_object("x") == ("x",)
assert plain.positional(3, 2.5, "text") == (3, 2.5, "text")
assert plain.keywords(1) == (1, None)
assert plain.keywords(second=2, first=1) == (1, 2)
assert plain.fast() == 0
assert plain.fast(1, 2, 3) == (1, 3)
assert plain.fast_keywords(1, 2, a=3) == (2, 1)
print("calling conventions")

box = plain.Box(value=4)
assert repr(box) == "Box(4)"
assert box.value == 4
box.value = 5
assert box.value == 5
assert box.text == "from the closure"
assert box.doubled() == 10
assert box.class_name() == plain.Box.class_name()
assert plain.Box.static(1)
assert box.of_class(1, a=2) == (plain.Box, 1)


class Large(plain.Box):
    """Inherits the functions of C."""


assert Large(7).doubled() == 14
assert Large(7).of_class() == (plain.Box, 0)
for wrong in (lambda: setattr(box, "value", "text"), lambda: delattr(box, "value")):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
    else:
        raise AssertionError("no exception")
print("a class")

assert plain.spin(1000) == 1000
assert plain.sorted_bytes(b"dynamic") == bytes(sorted(b"dynamic"))
assert plain.call(lambda: plain.call(lambda: "inner")) == "inner"
try:
    plain.call(lambda: 1 / 0)
except ZeroDivisionError as error:
    print("through C:", error)
try:
    plain.open_file("/no/such/file")
except FileNotFoundError as error:
    print(error.filename, error.strerror)
plain.open_file(__file__)

assert plain.relocated() == (
    *(30, 1, "add", 12, "subtract", 2),
    *(KeyError, ZeroDivisionError, int, str),
)
assert plain.thread_relocated() == (20, 6)
assert plain.thread_relocated() == (30, 6)
assert plain.optional() == (-1, -1)
assert plain.same_functions() == (True, True, True, True)
assert plain.constructed() == 1
assert plain.layout() == (0, 0)
assert [plain.long_double(index) for index in range(3)] == [0.5, 0.5, 0.375]
print("data")

# Each thread has its own variables, and the same functions.
assert plain.count() == (101, 1)
assert plain.count() == (102, 2)
here = plain.addresses()
seen = {}


def use(name):
    """Uses the module in another thread, from a greenlet too."""
    assert plain.thread_relocated() == (20, 6)
    counts = [plain.count(), plain.count()]
    main = greenlet.getcurrent()
    nested = greenlet.greenlet(lambda: plain.call(lambda: main.switch(plain.count())))
    counts.append(nested.switch())
    nested.switch()
    free, from_long, errno = plain.addresses()
    seen[name] = (counts, (free, from_long) == here[:2], errno == here[2], plain.constructed())


threads = [threading.Thread(target=use, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert set(map(str, seen.values())) == {"([(101, 1), (102, 2), (103, 3)], True, False, 1)"}, seen
assert plain.count() == (103, 3)
print("threads")

# Greenlets switch while functions of C are on their stacks.
main = greenlet.getcurrent()
log = []


def worker(name):
    """Switches away three times, from below two calls in C."""
    for turn in range(3):
        away = functools.partial(main.switch, (name, turn))
        log.append(plain.call(functools.partial(plain.call, away)))
    return name


workers = [greenlet.greenlet(worker) for _ in range(3)]
switches = [workers[number].switch(number) for number in range(3)]
for turn in range(3):
    switches += [each.switch(f"turn {turn}") for each in workers]
assert switches == [(name, turn) for turn in range(3) for name in range(3)] + [0, 1, 2]
assert log == [f"turn {turn}" for turn in range(3) for _ in range(3)]
assert all(each.dead for each in workers)

stopped = greenlet.greenlet(lambda: plain.call(main.switch))
stopped.switch()
assert isinstance(stopped.throw(), greenlet.GreenletExit)
print("greenlets")
