"""What a library such as gevent has: greenlets whose parent runs nothing but its code."""

from greenlet import getcurrent, greenlet

_ready = []


def _loop():
    while _ready:
        _ready.pop(0).switch()
    hub.parent.switch()


hub = greenlet(_loop)


def spawn(function):
    """Lets a function run in a greenlet of its own, when it is its turn."""
    _ready.append(greenlet(lambda: function(), hub))


def run_hub():
    """Runs all that was spawned."""
    hub.parent = getcurrent()
    hub.switch()


class Ticker(greenlet):
    """One that runs what its class says, whoever makes it."""

    def run(self):
        while True:
            self.parent.switch()
