"""Greenlets that wait inside a library, and at several places of the program."""

import contextlib

from greenlet import getcurrent, greenlet

main = getcurrent()


def reader():
    stack = contextlib.ExitStack()
    stack.callback(main.switch)
    stack.close()  # @read


def writer():
    main.switch()  # @waits


def pause(_):
    return main.switch() or 0  # @sorts


def sorter():
    sorted([1, 2], key=pause)


crowd = [greenlet(run) for run in (reader, writer, sorter)]
for each in crowd:
    each.switch()
crowd[1].switch()  # @last
print("over")  # @over
