"""Greenlets that are many, deep, killed, collected and traced, and fail into their parents."""

import gc
import random
import weakref

import greenlet
from greenlet import GreenletExit, getcurrent

switches: list[str] = []
greenlet.settrace(lambda event, _: switches.append(event))


def echo(value: float) -> float:
    while value >= 0:
        value = getcurrent().parent.switch(value + random.random())
    return value


many = [greenlet.greenlet(echo) for _ in range(500)]
print(sum(each.switch(0) for each in many) > 100, all(each.switch(-1) == -1 for each in many))
print(switches.count("switch"), sum(each.dead for each in many))
greenlet.settrace(None)


def nested(depth: int) -> int:
    return depth if depth == 0 else greenlet.greenlet(nested).switch(depth - 1) + 1


print(nested(60))


def careful(name: str) -> None:
    try:
        getcurrent().parent.switch()
    except GreenletExit:
        print(name, "is killed")
        raise
    finally:
        print(name, "is over")


killed, forgotten = greenlet.greenlet(careful), greenlet.greenlet(careful)
killed.switch("one")
forgotten.switch("other")
print(repr(killed.throw()), killed.dead)
reference = weakref.ref(forgotten)
del forgotten
gc.collect()
print(reference())


def fail() -> None:
    raise LookupError("for the parent")


middle = greenlet.greenlet(lambda: greenlet.greenlet(fail).switch())
try:
    middle.switch()
except LookupError as error:
    print(error)
