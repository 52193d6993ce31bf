"""Exceptions that are caught, that cross greenlets, and that end the program."""
from greenlet import greenlet


def parse(text):
    return int(text)  # @raises_first


def guarded():
    try:
        parse("no number")
    except ValueError as error:
        raise RuntimeError("cannot parse") from error  # @raises_second


def worker():
    local = "in the greenlet"
    guarded()
    return local


greenlet(worker).switch()  # @main
