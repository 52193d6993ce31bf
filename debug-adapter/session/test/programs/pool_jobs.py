"""Jobs of a pool of one thread, which runs one after the other."""

from concurrent.futures import ThreadPoolExecutor


def job(number):
    doubled = number * 2
    return doubled  # @job_ends


with ThreadPoolExecutor(max_workers=1) as pool:
    futures = [pool.submit(job, number) for number in range(3)]
    print([future.result() for future in futures])
