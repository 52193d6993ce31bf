"""Ends in the way that its argument names."""
import io
import os
import sys


def recurse():
    recurse()  # @recurse


def fill_memory():
    blocks = []
    while True:
        # Its memory is taken, and never touched: that would take a machine its time.
        blocks.append(io.BufferedWriter(io.BytesIO(), 1 << 28))


match sys.argv[1]:
    case "abort":
        os.abort()
    case "recurse":
        recurse()
    case "memory":
        fill_memory()
    case "exit":
        sys.exit(3)
    case "wild":
        import _testwild  # there is no such module
