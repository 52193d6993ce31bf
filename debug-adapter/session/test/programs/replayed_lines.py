"""A function whose lines are gone back through: some grow memory, switch, or start a thread."""
import threading

from greenlet import getcurrent, greenlet

main = getcurrent()
kept = []


def other():
    while True:
        main.switch(len(kept))


def lines(count):
    worker = greenlet(other)
    for number in range(count):
        text = str(number) * 3
        kept.append(text)
        if number == 4:
            kept.append(bytearray(3_000_000))
        if number % 5 == 3:
            worker.switch()
        if number == 8:
            thread = threading.Thread(target=kept.append, args=("thread",))
            thread.start()
            thread.join()
    return count  # @end


lines(14)
