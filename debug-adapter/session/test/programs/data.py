"""Values that a client may look at, change, complete and read byte by byte."""
import contextvars
from array import array
from greenlet import getcurrent, greenlet

request = contextvars.ContextVar("request")


class Account:
    limit = 100

    def __init__(self):
        self.owner = "Ada"
        self._secret = 1

    @property
    def balance(self):
        print("computed")
        return 255


async def answer():
    return 42


def work():
    request.set("from the greenlet")
    main.switch()


def look():
    request.set("from main")
    account = Account()
    table = {"alpha": [10, 20], "beta": account}
    raw = bytearray(b"bytes")
    fixed = b"fixed"
    numbers = array("i", [1, 2])
    long = "x" * 2000
    print(account, table, raw, fixed, numbers, len(long))  # @look


main = getcurrent()
worker = greenlet(work)
worker.switch()
look()
