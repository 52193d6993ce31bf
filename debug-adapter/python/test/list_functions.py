"""Lists what has functions in C, and keeps it alive until standard input ends.

Imports all modules of the standard library and all that are built in, and prints a line for each
object: its kind, its address, its name. After the last comes a line ``end``.

- ``type``, ``module``: with functions for what operators, the garbage collector and others do.
- ``method``, ``getset``: descriptors of types; ``function``: a built-in one.
- ``callable``: an object with a function of its own for its calls (PEP 590).
"""

import contextlib
import gc
import importlib
import sys
import types
import warnings

_HAS_VECTORCALL = 1 << 11
# They say hello, open a window or a browser.
_NOT_TO_BE_IMPORTED = {"__main__", "antigravity", "idlelib", "this", "turtle", "turtledemo"}

_KINDS = {
    types.MethodDescriptorType: "method",
    types.ClassMethodDescriptorType: "method",
    types.GetSetDescriptorType: "getset",
    types.BuiltinFunctionType: "function",
}


def _import_all():
    warnings.simplefilter("ignore")
    for name in sorted({*sys.stdlib_module_names, *sys.builtin_module_names}):
        if name in _NOT_TO_BE_IMPORTED:
            continue
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _all_types():
    found = {object: None}
    left = [object]
    while left:
        for each in type.__subclasses__(left.pop()):
            if each not in found:
                found[each] = None
                left.append(each)
    return list(found)


def _tell(kind, value, name):
    print(kind, id(value), name)


def _tell_members(owner, members):
    for name, member in list(members.items()):
        if isinstance(member, staticmethod):
            member = member.__func__
        kind = _KINDS.get(type(member))
        if kind is not None:
            _tell(kind, member, f"{owner}.{name}")


_import_all()
for each in _all_types():
    name = f"{each.__module__}.{each.__qualname__}"
    _tell("type", each, name)
    _tell_members(name, each.__dict__)
for name, module in list(sys.modules.items()):
    if type(module) is types.ModuleType:
        _tell("module", module, name)
        _tell_members(name, vars(module))
for each in gc.get_objects():
    if type(each).__flags__ & _HAS_VECTORCALL:
        _tell("callable", each, type(each).__qualname__)
print("end", flush=True)
sys.stdin.read()
