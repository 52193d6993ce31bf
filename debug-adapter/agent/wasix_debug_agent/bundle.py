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
    finder = Finder()
    sys.meta_path.insert(0, finder)
    try:
        __import__(name)
    finally:
        # What is imported later is found as ever.
        sys.meta_path.remove(finder)
    return sys.modules[name]


class Finder:
    """Finds the modules of the package, as those of ``sys.meta_path`` do."""

    def __init__(self, builtins=None):
        """:param builtins: what the modules have for ``__builtins__``, if not the usual; those that
        are not in the file have it as well."""
        with open(BUNDLE, "rb") as file:
            self._modules = load(file)
        self._builtins = builtins

    def find_spec(self, name, path=None, target=None):
        file = f"{_FOLDER}/{name.partition('.')[2].replace('.', '/')}"
        is_package, code = self._modules.get(name) or self._found_beside(name, file)
        if code is None:
            return None
        file += "/__init__.pyc" if is_package else ".pyc"
        spec = _Spec(
            name, _Loader(name, file, code, self._builtins), origin=file, is_package=is_package
        )
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations.append(file.rpartition("/")[0])
        return spec

    def _found_beside(self, name, file):
        if self._builtins is not None and name.startswith(f"{__package__}."):
            try:
                with open(f"{file}.pyc", "rb") as compiled:
                    return False, compiled.read()[16:]
            except FileNotFoundError:
                pass
        return False, None


_Spec = type(__spec__)


class _Loader(type(__loader__)):
    """As for a file without source, but for where the code comes from."""

    def __init__(self, name, file, code, builtins):
        super().__init__(name, file)
        self._code = code
        self._builtins = builtins

    def get_code(self, fullname):
        return loads(self._code)

    def exec_module(self, module):
        if self._builtins is not None:
            module.__builtins__ = self._builtins
        super().exec_module(module)
