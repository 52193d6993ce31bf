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


class _OwnModules:
    """What the agent imports, which is the agent's alone.

    Modules come from Python's own library and the agent's folder: a program may have others of the
    same names, and finders; it may be in the midst of loading one; and what is evaluated may throw
    away all that there are. The program finds ``sys.modules`` as it left it.
    """

    def __init__(self):
        # By name: those of the program are there that it is not loading.
        self._modules = {
            name: module for name, module in list(sys.modules.items()) if not _is_loading(module)
        }
        # What import statements have given.
        self._imported = {}
        bootstrap = sys.modules["_frozen_importlib"]
        # Not what a program may have put in place of the one of the builtins.
        self._import = bootstrap.__import__
        external = sys.modules["_frozen_importlib_external"]
        self._finders = [bootstrap.BuiltinImporter, bootstrap.FrozenImporter, external.PathFinder]
        library = sys._stdlib_dir
        self._path = [_FOLDER, library, f"{library}/lib-dynload"]
        # The interpreter's own, whatever the program puts in its place.
        self._shared = sys.modules
        self._are_shown = False

    def add_finder(self, finder):
        self._finders.insert(0, finder)

    def import_(self, name, globals=None, locals=None, fromlist=(), level=0):
        """As ``__import__``."""
        statement = (name, level and globals["__package__"], fromlist)
        if statement not in self._imported:
            self._imported[statement] = self.show_while(
                lambda: self._import(name, globals, locals, fromlist, level)
            )
        return self._imported[statement]

    def show_while(self, work):
        """What ``work()`` gives while these are the modules that there are."""
        if self._are_shown:
            return work()
        path, meta_path, modules = sys.path, sys.meta_path, sys.modules
        of_program = dict(self._shared)
        self._put(self._modules)
        sys.path, sys.meta_path, sys.modules = self._path, self._finders, self._shared
        self._are_shown = True
        try:
            return work()
        finally:
            self._are_shown = False
            self._modules.update(self._shared)
            self._put(of_program)
            sys.path, sys.meta_path, sys.modules = path, meta_path, modules

    def _put(self, modules):
        self._shared.clear()
        self._shared.update(modules)


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
    from wasix_debug_agent.bundle import Finder

    builtins = {**vars(sys.modules["builtins"]), "__import__": _own_modules.import_}
    _own_modules.add_finder(Finder(builtins))
    from wasix_debug_agent import forked

    return forked


_own_locks()
_own_modules = _OwnModules()
_forked = _own_modules.show_while(_load)
sys.setrecursionlimit(sys.getrecursionlimit() - _ROOM)
_forked.ForkedAgent(_own_modules.show_while).start()
