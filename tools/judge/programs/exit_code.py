import sys


def leave(code):
    print("leaving")  # @leave
    sys.exit(code)  # @exit


leave(3)
