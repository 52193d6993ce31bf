"""Stands in code of Python's library."""

import code
import sys

import forking

sys.setrecursionlimit(sys.getrecursionlimit() + forking.ROOM)
words = ["one"]
code.InteractiveInterpreter({"inner": 1}).runcode(forking.START)  # @here
