"""What a replay is led through: calls, loops, an exception, generators, greenlets, a thread."""

import asyncio
import threading

import greenlet


def add(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


def numbers():
    yield 1
    yield 2


def fail():
    raise KeyError("no such key")


async def wait():
    await asyncio.sleep(0.01)
    return "waited"


async def main():
    first = await wait()
    return first


def visit(name):
    answer = greenlet.getcurrent().parent.switch(name)
    return answer


total = add([3, 4])
listed = list(numbers())
try:
    fail()
except KeyError as error:
    failure = str(error)
waited = asyncio.run(main())
visitor = greenlet.greenlet(visit)
name = visitor.switch("visitor")
answer = visitor.switch("back")
thread = threading.Thread(target=add, args=([5, 6],))
thread.start()
thread.join()
print(total, listed, failure, waited, name, answer)


class Kept:
    def __del__(self):
        self.gone = True


# The interpreter lets go of it when it takes itself apart.
greenlet.kept = Kept()
