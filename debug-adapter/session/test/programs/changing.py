"""Between two stops, greenlets run, end, come and go, and are changed from outside, each in its turn."""

import threading
import time
from functools import partial

from greenlet import getcurrent, greenlet


class Odd(greenlet):
    pass


class Text(str):
    def __eq__(self, other):
        raise RuntimeError("the debugger compares texts of the program's")

    __hash__ = None


class Touchy:
    def __eq__(self, other):
        raise RuntimeError("the debugger compares objects of the program's")

    __hash__ = None


def wait():
    getcurrent().parent.switch()
    getcurrent().parent.switch()
    deeper()


def deeper():
    getcurrent().parent.switch()


def resume(other):
    other.switch()
    getcurrent().parent.switch()


def serve():
    own = greenlet(wait)
    own.switch()
    ready.set()
    proceed.wait(60)
    own.switch()
    ready.set()
    leave.wait(60)


def await_server(event):
    ready.wait(60)
    while not event._cond._waiters:
        time.sleep(0.001)


def stand(what):
    print(what)  # @stands


first, second, third, fourth = everyone = [greenlet(wait) for _ in range(4)]
odd = Odd(partial(getcurrent().switch))
for one in everyone:
    one.switch()
odd.switch()
stand("all wait")
stand("nothing has changed")
second.switch()
stand("one has gone on, to another line")
second.switch()
stand("one has gone on, into another function")
third.name = "renamed"
stand("one has a name")
third.name = "again"
fourth.name = "other"
stand("one has another name, and one has its first")
third.name = Text("of a class")
fourth.name = Touchy()
stand("a name is a text of the program's own kind, and one is none")
del third.name
fourth.name = ""
stand("names are taken away")
Odd.__name__ = "Even"
stand("a class has another name")
first.throw()
stand("one is dead")
new = greenlet(wait)
stand("one is made")
new.run = deeper
stand("and is to run something else")
new.parent = second
new.switch()
stand("it waits, and has gone back to another parent")
new.parent = fourth
stand("and is given a third one")
middle = greenlet(resume)
middle.switch(third)
stand("one was resumed by a greenlet")
middle.throw()
del middle
stand("which is gone")
third.switch()
last = [greenlet(wait) for _ in range(3)]
for one in last:
    one.switch()
stand("three come")
del one, last[1]
stand("one of them goes")
everyone.remove(first)
del first
stand("a dead one is forgotten")
ready, proceed, leave = (threading.Event() for _ in range(3))
thread = threading.Thread(target=serve, name="server")
thread.start()
await_server(proceed)
stand("a thread has a greenlet")
thread.name = "servant"
stand("the thread has another name")
ready.clear()
proceed.set()
await_server(leave)
stand("its greenlet has gone on")
leave.set()
thread.join()
stand("it has ended")
