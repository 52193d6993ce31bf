"""Lets greenlets sleep until there is no room for another, ends them, and does it again and again."""
from greenlet import getcurrent, greenlet

main = getcurrent()


def sleep():
    main.switch()


def fill():
    sleeping = []
    try:
        while True:
            one = greenlet(sleep)
            one.switch()
            sleeping.append(one)
    except MemoryError:
        print(len(sleeping), "sleep, and there is no room for another")
    for one in sleeping:
        one.switch()
    print("all have ended:", all(one.dead for one in sleeping))


for _ in range(6):
    fill()
