"""Switches more often than anybody keeps, for replays that look ahead."""
from greenlet import getcurrent, greenlet


def turn():
    while True:
        main.switch()


main = getcurrent()
other = greenlet(turn)
for number in range(50_000):
    other.switch()
print("done")
