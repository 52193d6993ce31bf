import sys
import threading


def middle():
    number = 1
    breakpoint()
    return number


def generate():
    breakpoint()
    yield 1
    yield 2


class Body:
    breakpoint()
    attribute = 1


def failing():
    breakpoint()
    raise KeyError


def looping():
    for number in range(2):
        breakpoint()
    return number


def in_thread():
    sys.breakpointhook()
    return 1


print(middle())
print(sum(generate()))
try:
    failing()
except KeyError:
    breakpoint()
    print("handled")
print(looping())
call = lambda: breakpoint()
call(); print("same line")
thread = threading.Thread(target=in_thread)
thread.start()
thread.join()
print("end")
