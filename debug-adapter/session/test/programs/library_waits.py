"""What a library such as eventlet or SQLAlchemy has: waiting is a switch to somebody else."""

from collections import deque

from greenlet import getcurrent, greenlet

_ready = deque()


class _Hub(greenlet):
    def run(self):
        while _ready:
            _ready.popleft().switch()


_hub = _Hub()


def spawn(function):
    """Lets a function run in a greenlet of its own, once somebody waits."""
    _ready.append(greenlet(function, _hub))


def pause():
    """Lets all others run. The first one to wait starts the hub."""
    _ready.append(getcurrent())
    return _hub.switch()


def hand_on(function):
    """Starts a greenlet that dies at once, whose parent is another new one."""
    heir = greenlet(lambda _: function())
    return greenlet(lambda: None, heir).switch()


def run_after(function):
    """Runs a function once a greenlet that dies at once has died."""
    greenlet(lambda: None).switch()
    return function()


def fail():
    """Starts a greenlet that fails at once."""
    return greenlet(lambda: 1 / 0).switch()


async def run_in_greenlet(function):
    """Runs a function that may call ``wait_for``."""
    child = greenlet(function)
    child.driver = getcurrent()
    result = child.switch()
    while not child.dead:
        result = child.switch(await result)
    return result


def wait_for(awaitable):
    """Waits for an awaitable outside of any coroutine."""
    return getcurrent().driver.switch(awaitable)


def query():
    """Waits twice for what runs no code of the user's."""
    wait_for(_answer())
    return wait_for(_answer())


async def _answer():
    from asyncio import sleep

    await sleep(0)
    return "answer"
