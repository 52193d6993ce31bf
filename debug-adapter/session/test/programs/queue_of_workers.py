"""Sixty greenlets that stand on stacks of several depths, made in two ways."""

from greenlet import getcurrent, greenlet

main = getcurrent()


def descend(number, depth):
    if depth:
        return descend(number, depth - 1)
    main.switch()  # @first
    main.switch()  # @second


def work(number):
    descend(number, number % 4)


def hire(number):
    return greenlet(work)


workers = [greenlet(work) if number % 2 else hire(number) for number in range(60)]
for number, worker in enumerate(workers):
    worker.switch(number)
print("all stand")  # @stand
print("over")
