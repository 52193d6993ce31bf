"""Code that waits by a library's means, which are switches."""

import library_waits


def other():
    seen = "other"
    library_waits.pause()  # @other
    print(seen)


library_waits.spawn(other)
library_waits.pause()  # @pause
library_waits.pause()
library_waits.finish()
print("end")
