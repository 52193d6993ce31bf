"""What programs of this folder do in threads of their own."""

import threading


def run_in_threads(function, count):
    """Runs a function in so many threads at once, in none of which it may raise."""
    failures = []

    def run():
        try:
            function()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [], failures
