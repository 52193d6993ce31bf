"""Threads without greenlets that wait, and one that ends between two stops."""
import threading

may_end = {name: threading.Event() for name in ("first", "second", "third")}
have_begun = threading.Barrier(4)


def wait(name):
    have_begun.wait()
    may_end[name].wait()
    told = f"{name} goes on"  # @goes_on
    return told


threads = [threading.Thread(target=wait, args=(name,), name=name) for name in may_end]
for thread in threads:
    thread.start()
have_begun.wait()
print("all wait")  # @all_wait
may_end["second"].set()
threads[1].join()
print("two wait")  # @two_wait
may_end["first"].set()
threads[0].join()
may_end["third"].set()
threads[2].join()
