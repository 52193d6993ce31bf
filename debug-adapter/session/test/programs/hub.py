"""A small hub, as gevent has it: the parent of all greenlets, which runs callbacks."""
from collections import deque

from greenlet import GreenletExit, getcurrent, greenlet


class Hub(greenlet):
    def __init__(self):
        super().__init__()
        self.name = "hub"
        self.callbacks = deque()

    def run(self):
        while self.callbacks:
            callback, *args = self.callbacks.popleft()
            callback(*args)  # @callback
        return "all waiting"

    def wait(self):
        return self.switch()  # @wait


main = getcurrent()
hub = Hub()


def spawn(function):
    new = greenlet(function, parent=hub)
    hub.callbacks.append((new.switch,))
    return new


def sleep():
    hub.callbacks.append((getcurrent().switch,))
    hub.wait()  # @sleep


def steady():
    for turn in range(2):
        sleep()  # @steady
    print("steady is done")  # @steady_done


def doomed():
    try:
        sleep()
        hub.wait()  # @doomed_waits
    finally:
        print("doomed cleans up")  # @doomed_cleanup


def faulty():
    sleep()
    raise KeyError("lost")  # @faulty


class Careful:
    def __del__(self):
        print("deleted, back from", other.switch())  # @del


def visited():
    main.switch("a visit")  # @visited


first = spawn(steady)
second = spawn(doomed)
hub.callbacks.append((lambda: second.throw(GreenletExit),))  # @kill
print(hub.switch())  # @run_hub
lost = greenlet(doomed, parent=main)
hub = Hub()
hub.parent = main
lost.switch()  # @start_lost
del lost  # @forget
other = greenlet(visited)
careful = Careful()
del careful  # @delete
hub = Hub()
third = spawn(faulty)
try:
    hub.switch()  # @run_faulty
except KeyError:
    print("main got the error of faulty")  # @main_got
