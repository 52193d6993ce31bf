"""Exceptions of each kind: chained, grouped, with notes, in threads, hooks, warnings and logs."""

import faulthandler
import logging
import sys
import threading
import traceback
import warnings


def divide(by: int) -> float:
    return 1 / by


try:
    try:
        divide(0)
    except ZeroDivisionError as error:
        error.add_note(f"in thread {threading.current_thread().name}")
        raise LookupError("no quotient") from error
except LookupError:
    traceback.print_exc()
try:
    raise ExceptionGroup("several", [ValueError(1), ExceptionGroup("inner", [TypeError("2")])])
except* TypeError as group:
    traceback.print_exception(group)
except* ValueError:
    print("a value")
sys.unraisablehook = lambda unraisable: print("unraisable", unraisable.exc_value)
threading.excepthook = lambda args: print("in a thread", args.exc_value)


class Careless:
    """Fails when it goes."""

    def __del__(self) -> None:
        raise RuntimeError("too late")


del_me = Careless()
del del_me
thread = threading.Thread(target=divide, args=(0,))
thread.start()
thread.join()
warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
logging.exception("logged", exc_info=KeyError("key"))
faulthandler.dump_traceback(all_threads=True)
sys.excepthook = lambda kind, value, _: print(kind.__name__, value, file=sys.stderr)
sys.exit(divide(0))
