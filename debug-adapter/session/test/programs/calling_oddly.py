"""Calls for a debugger more than once on a line, and where nothing else runs."""
from greenlet import greenlet


def listed():
    return [breakpoint() for _ in range(2)]  # @listed


for number in range(2): breakpoint()  # @loop
listed()  # @calls
breakpoint(); breakpoint()  # @twice
greenlet(breakpoint).switch()  # @greenlet
last = 1  # @last
