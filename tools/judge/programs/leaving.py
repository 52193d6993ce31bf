import contextlib
from concurrent.futures import ThreadPoolExecutor


def fetch(number):
    raise LookupError(number)  # @fetch


def close(number):
    raise OSError(number)  # @close


with ThreadPoolExecutor(1) as pool:
    for number in range(3):
        future = pool.submit(fetch, number)
        print(repr(future.exception()))
        del future
for number in range(3):
    with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
        stack.callback(close, number)
