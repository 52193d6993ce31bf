"""Calls whose frames come to the same place in memory, one after the other."""


def one(number):
    half = number / 2
    return half * 2


def add(first, second):
    both = first + second  # @first
    return both


def total():
    whole = 0
    whole = add(one(1), one(2))
    return add(whole, one(3))


total()
