"""Jobs of a pool, and functions that other code of the library calls."""

from concurrent.futures import ThreadPoolExecutor
from functools import reduce


def job(number):
    doubled = number * 2
    return doubled  # @job


def done(future):
    result = future.result()
    print(result)  # @done


def add(left, right):
    both = left + right
    return both  # @add


with ThreadPoolExecutor(max_workers=1) as pool:
    for number in range(2):
        pool.submit(job, number).add_done_callback(done)
total = reduce(add, [1, 2, 3])  # @reduce
print(total)
