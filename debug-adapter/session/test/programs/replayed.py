"""Calls, greenlets and exceptions, for replays to go back and forth in."""
from greenlet import getcurrent, greenlet


def square(number):
    result = number * number  # @square
    return result


def total(count):
    whole = 0
    for number in range(count):
        whole += square(number)  # @loop
    return whole  # @whole


def worker(ball):
    while True:
        ball = main.switch(ball + 1)  # @passes


def parse(text):
    return int(text)  # @parse


def guarded(text):
    try:
        return parse(text)
    except ValueError:
        return 0  # @handled


main = getcurrent()
print("total", total(5), flush=True)  # @begin
other = greenlet(worker)
ball = other.switch(1)  # @switch
ball = other.switch(ball)  # @again
print("ball", ball, flush=True)  # @ball
guarded("nothing")  # @guarded
parse("none")  # @uncaught
