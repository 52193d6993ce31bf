"""Leaves something behind that the interpreter lets go of when it takes itself apart, and takes long for it."""

import weakref


class Kept:
    def __del__(self):
        for _ in range(100_000):  # @late
            pass
        print("let go")


weakref.kept = Kept()
print("done")  # @end
