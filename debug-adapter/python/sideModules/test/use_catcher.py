"""Uses the extension module catcher, whose exceptions pass between it, a library and Python."""

import threading

import catcher
import greenlet


def raised(function, *arguments):
    """The type and the text of the exception of a call."""
    try:
        function(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)
    raise AssertionError("no exception")


def check_exceptions():
    """Throws across modules, in every direction."""
    assert catcher.catch_failure(5) == ("failure 5", 5)
    assert catcher.catch_base(6) == (True, True)
    assert catcher.catch_trouble(7) == 7
    assert catcher.catch_out_of_range("two") == 2
    assert catcher.catch_out_of_range("three") == -1
    assert [catcher.throw_to_library(kind) for kind in range(6)] == [
        *("nothing", "number 7", "trouble of size 8", "from the module"),
        *("out of range", "something"),
    ]
    assert catcher.throw_through_library(int) == 0
    assert raised(catcher.throw_through_library, lambda: [][1]) == (
        "IndexError",
        "list index out of range",
    )
    assert raised(catcher.uncaught_here, 8) == ("RuntimeError", "N7thrower7FailureE: failure 8")
    assert raised(catcher.catch_failure, "text")[0] == "TypeError"


check_exceptions()
print("exceptions")

assert catcher.count_words("to be or not to be".split()) == {"to": 2, "be": 2, "or": 1, "not": 1}
for _ in range(3):
    assert catcher.shared() == (1, True, "shared")
print("what modules share")

assert catcher.thread_name() == "thread with depth 1"
assert catcher.count() == (101, 2)
assert catcher.count() == (102, 3)
seen = []


def use():
    """Uses the modules in another thread."""
    check_exceptions()
    name = catcher.thread_name()
    seen.append((name, catcher.count(), catcher.count(), catcher.shared()[1:]))


threads = [threading.Thread(target=use) for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert seen == [("thread with depth 1", (101, 2), (102, 3), (True, "shared"))] * 3, seen
assert catcher.count() == (103, 4)
print("threads")

# Each greenlet throws and catches while others are in the same functions.
main = greenlet.getcurrent()


def worker(number):
    """Switches away inside of a try block in C++, which an exception then leaves."""
    caught = catcher.call_and_catch(lambda: main.switch(("waiting", number)))
    through = raised(catcher.throw_through_library, lambda: {}[main.switch(("again", number))])
    return number, caught, through


workers = [greenlet.greenlet(worker) for _ in range(3)]
assert [each.switch(number) for number, each in enumerate(workers)] == [
    ("waiting", number) for number in range(3)
]
assert [each.switch(number * 10) for number, each in reversed(list(enumerate(workers)))] == [
    ("again", number) for number in (2, 1, 0)
]
assert [each.switch("key") for each in workers] == [
    (number, number * 10, ("KeyError", "'key'")) for number in range(3)
]

stopped = greenlet.greenlet(lambda: catcher.throw_through_library(main.switch))
stopped.switch()
assert isinstance(stopped.throw(), greenlet.GreenletExit)
print("greenlets")
