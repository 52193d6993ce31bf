"""Does what could keep an agent from being loaded: locks, finders and modules of its own."""

import _imp
import sys
import threading
import time

import forking


class Finder:
    def find_spec(self, name, path=None, target=None):
        raise ImportError(f"nobody is to look for {name}")


class Loading:
    """The specification of a module that is being loaded."""

    _initializing = True


def hold_locks(is_held):
    lock = sys.modules["_frozen_importlib"]._get_module_lock("bisect")
    lock.acquire()
    _imp.acquire_lock()
    is_held.append(lock)
    time.sleep(3600)


# Half loaded, of its own, and not to be found.
for name in ("__future__", "ast", "copy", "dis", "keyword", "opcode", "re", "types", "warnings"):
    sys.modules[name] = type(sys)(name)
    sys.modules[name].__spec__ = Loading()
held = []
threading.Thread(target=hold_locks, args=(held,), daemon=True).start()
while not held:
    time.sleep(0.001)
path, meta_path = sys.path, sys.meta_path = ["/nowhere"], [Finder()]
modules = dict(sys.modules)
sys.setrecursionlimit(sys.getrecursionlimit() + forking.ROOM)
exec(forking.START, {})  # @here
