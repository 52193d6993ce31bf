"""Starts the agent late: in a copy of a program that runs it on top of the frame it stands in.

The host executes this, and imports it not: nothing but the agent may stand between the agent and
the program. The program may stand anywhere, in the midst of an import, too. It finds all as it
was that tells where modules come from.
"""

import sys

_FOLDER = "/usr/lib/wasix-debug-agent"

# The host has raised the limit of recursion by it: FORK_ROOM in protocol/messages.ts.
_ROOM = 200


def _own_locks():
    """Nobody else goes on here: what other threads are importing would never be free."""
    import _imp
    import _thread

    bootstrap = sys.modules["_frozen_importlib"]
    if _imp.lock_held():
        # Only the thread that holds this one can free it.
        lockless = type(sys)("_imp")
        lockless.__dict__.update(_imp.__dict__)
        lockless.acquire_lock = lockless.release_lock = lambda: None
        bootstrap._imp = lockless
    for reference in list(bootstrap._module_locks.values()):
        lock = reference()
        if lock is not None:
            lock.lock = _thread.RLock()
            if lock.owner is not None:
                lock.owner = _thread.get_ident()


def _with_own_finders(work):
    """What ``work()`` gives while modules come from Python's own library and the agent's folder
    alone: a program may have modules of the same names, and finders. What it is loading is half
    there."""
    bootstrap = sys.modules["_frozen_importlib"]
    external = sys.modules["_frozen_importlib_external"]
    path, meta_path = sys.path, sys.meta_path
    half_loaded = {name: each for name, each in list(sys.modules.items()) if _is_loading(each)}
    for name in half_loaded:
        del sys.modules[name]
    library = sys._stdlib_dir
    sys.path = [_FOLDER, library, f"{library}/lib-dynload"]
    sys.meta_path = [bootstrap.BuiltinImporter, bootstrap.FrozenImporter, external.PathFinder]
    try:
        return work()
    finally:
        sys.path, sys.meta_path = path, meta_path
        sys.modules.update(half_loaded)


def _is_loading(module):
    # A class of the program's may have code of its own for an attribute.
    spec = module.__dict__.get("__spec__") if type(module) is type(sys) else None
    return getattr(spec, "_initializing", False)


def _load():
    import gc

    # The frame in which the program stands is in the midst of an instruction.
    gc.disable()
    # What the program has kept from it is to be found as well.
    gc.unfreeze()
    import _wasix_host

    # No other thread goes on, and none is to be waited for.
    _wasix_host.stand_still(True)
    # Nothing that runs here is the program, and there is to be room even where it has none left.
    _wasix_host.enter_debugger()
    from wasix_debug_agent.bundle import import_module

    return import_module("forked")


_own_locks()
_forked = _with_own_finders(_load)
sys.setrecursionlimit(sys.getrecursionlimit() - _ROOM)
_forked.ForkedAgent(_with_own_finders).start()
