"""Runs on, whatever the user's expressions raise."""
import asyncio

from greenlet import greenlet


class Odd(BaseException):
    def __str__(self):
        raise SystemExit("text")


class Bad:
    def __format__(self, how):
        raise KeyboardInterrupt

    def __bool__(self):
        raise GeneratorExit

    def __repr__(self):
        raise KeyboardInterrupt


class Text(str):
    def __eq__(self, other):
        raise SystemExit("comparison")

    __hash__ = str.__hash__


def throw(error):
    raise error


bad = Bad()
watched = Text("old")


def work():
    local = 1  # @greenlet
    return local


async def main():
    global watched
    task = asyncio.ensure_future(asyncio.sleep(1))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    first = task.cancelled()  # @log
    second = first  # @condition
    third = second  # @count
    watched = Text("old")
    watched = Text("new")  # @changes
    return third  # @end


asyncio.run(main())
greenlet(work).switch()
print("to the end")
