"""Greenlets of gevent: those that somebody has asked for their names have numbers."""

import gevent


def wait():
    gevent.sleep(0.001)


class Waiting(gevent.Greenlet):
    def _run(self):
        gevent.sleep(0.001)


first, second, third = (gevent.spawn(wait) for _ in range(3))
third.name = "the third"
fourth = Waiting()
fourth.start()
ended = gevent.spawn(pow, 2, 3)
forgotten = gevent.spawn(pow, 2, 3)
gevent.sleep(0)
fifth = Waiting()
print([each.name for each in (first, fourth, ended)])
print("stops here")  # @names
print([each.name for each in (second, third, fifth, forgotten)])
gevent.joinall([first, second, third, fourth])
