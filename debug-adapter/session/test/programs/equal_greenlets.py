"""Two greenlets that are suspended in equal code."""

from types import SimpleNamespace

from equal import first, second
from greenlet import getcurrent, greenlet

box = SimpleNamespace(value=0)
waiting = [greenlet(module.wait) for module in (first, second)]
for each in waiting:
    each.switch(getcurrent(), box)
for each in waiting:  # @ready
    each.switch()
