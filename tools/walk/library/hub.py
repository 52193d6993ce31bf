"""A library of the walk's programs: what it does is nobody's own code."""

from threading import Semaphore, Thread

from greenlet import GreenletExit, getcurrent, greenlet

_all = []
_ready = []
_threads = []
# Threads that wait for their turn: only one at a time runs the program's code.
_turns = []


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


def thread(function, value):
    """Makes a thread, which waits for its turn."""
    own = Semaphore(0)

    def run():
        own.acquire()
        try:
            function(value)
        finally:
            if _turns:
                _turns.pop(0).release()

    _turns.append(own)
    _threads.append(Thread(target=run))
    _threads[-1].start()
    return value


def turn(value):
    """Lets the next thread run, until it is the turn of this one again."""
    if _turns:
        own = Semaphore(0)
        _turns.append(own)
        _turns.pop(0).release()
        own.acquire()
    return value


def alive():
    """How many greenlets have begun and not ended; less than none where there are threads."""
    if _threads:
        return -1
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
    """Ends all greenlets, and lets all threads end."""
    while _turns:
        turn(0)
    for each in _threads:
        each.join()
    for _ in range(10):
        for each in _all:
            if each and each is not getcurrent():
                each.parent = getcurrent()
                each.throw(GreenletExit)
