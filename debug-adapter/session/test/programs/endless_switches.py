import time
from greenlet import greenlet


def ping():
    while True:
        time.sleep(0.001)
        other.switch()


def pong():
    while True:
        one.switch()


one, other = greenlet(ping), greenlet(pong)
one.switch()
