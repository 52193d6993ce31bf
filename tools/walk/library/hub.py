"""A library of the walk's programs: what it does is nobody's own code."""

from greenlet import GreenletExit, getcurrent, greenlet

_all = []
_ready = []


def make(function):
    """A greenlet that has not begun."""
    made = greenlet(function)
    _all.append(made)
    return made


def back(value):
    """Gives control, and a value, to the parent, if there is one."""
    parent = getcurrent().parent
    return value if parent is None else parent.switch(value)


def call(function, value):
    return function(value)


def alive():
    """How many greenlets have begun and not ended."""
    return sum(bool(each) for each in _all)


def _loop():
    while True:
        while _ready:
            _ready.pop(0).switch(0)
        hub.parent.switch(0)


hub = greenlet(_loop)
_all.append(hub)


def pause(function, value):
    """Lets a function run, in a greenlet of the hub's, before it goes on itself."""
    if getcurrent().parent is not None:
        return value
    begun = greenlet(lambda _: function(value), hub)
    _all.append(begun)
    _ready.append(begun)
    hub.parent = getcurrent()
    hub.switch()
    return value


def finish():
    """Ends all greenlets."""
    for _ in range(10):
        for each in _all:
            if each and each is not getcurrent():
                each.parent = getcurrent()
                each.throw(GreenletExit)
