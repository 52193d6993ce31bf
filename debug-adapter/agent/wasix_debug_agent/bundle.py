"""Imports modules of the package, with all that they import, from one file.

To look for some 75 modules, and to open each, takes as long as to run them.
"""

import sys
from marshal import load, loads

_FOLDER = __file__.rpartition("/")[0]

# The modules of the package by name: whether each is a package, and its code, marshalled.
BUNDLE = _FOLDER + "/modules.marshal"


def import_module(name):
    """The module of the package that has this name."""
    name = f"{__package__}.{name}"
    with open(BUNDLE, "rb") as file:
        finder = _Finder(load(file))
    sys.meta_path.insert(0, finder)
    try:
        __import__(name)
    finally:
        # What is imported later is found as ever.
        sys.meta_path.remove(finder)
    return sys.modules[name]


class _Finder:
    def __init__(self, modules):
        self._modules = modules

    def find_spec(self, name, path=None, target=None):
        is_package, code = self._modules.get(name, (False, None))
        if code is None:
            return None
        file = f"{_FOLDER}/{name.partition('.')[2].replace('.', '/')}"
        file += "/__init__.pyc" if is_package else ".pyc"
        spec = _Spec(name, _Loader(name, file, code), origin=file, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations.append(file.rpartition("/")[0])
        return spec


_Spec = type(__spec__)


class _Loader(type(__loader__)):
    """As for a file without source, but for where the code comes from."""

    def __init__(self, name, file, code):
        super().__init__(name, file)
        self._code = code

    def get_code(self, fullname):
        return loads(self._code)
