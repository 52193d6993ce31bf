"""What runs once the program's last line has: hooks, and functions registered for that."""

import atexit
import sys
import threading
import weakref


class Resource:
    def __del__(self):
        # The interpreter takes everything apart by then: no step ends here.
        print("gone")


def say(text):
    print(text)


def fail():
    raise OSError("at the end")


def sum_up():
    total = 1
    return total


def report(kind, error, traceback):
    print(kind.__name__)


def stop_accepting():
    ending.set()


def work():
    ending.wait()
    print("worked")


kept = Resource()
ending = threading.Event()
sys.excepthook = report
weakref.finalize(kept, say, "finalized")
atexit.register(say, "registered first")
atexit.register(fail)
atexit.register(sum_up)
threading._register_atexit(stop_accepting)
match sys.argv[1:]:
    case ["exits"]:
        sys.exit(3)  # @exits
    case ["fails"]:
        raise ValueError("unhandled")  # @fails
    case ["threads"]:
        threading.Thread(target=work).start()
print("last")  # @last
