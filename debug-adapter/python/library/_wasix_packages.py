"""Packages of the user's: folders of the machine that the program imports from.

The interpreter calls :func:`add` before the program starts, if it is given any.
"""

import os
import site
import sys

# Absolute paths of the folders.
folders = []

# How the names of extension modules end on the systems that packages are installed on.
_NATIVE_SUFFIXES = (".so", ".pyd", ".dylib")


class _NativeModuleFinder:
    """Says why a module cannot be imported that is there for another machine only.

    It comes last: what it is asked for nobody has found.
    """

    @staticmethod
    def find_spec(name, path=None, target=None):
        module = name.rpartition(".")[2]
        for folder in sys.path if path is None else path:
            if not folder.startswith(tuple(folders)):
                continue
            native = _native_file(folder, module)
            if native is not None:
                package = name.partition(".")[0]
                raise ImportError(
                    f"the package {package!r} has {name!r} as native code only ({native}), which "
                    "runs on the machine that it was made for and not in WebAssembly: use a "
                    "version of the package in pure Python, or another package",
                    name=name,
                    path=os.path.join(folder, native),
                )
        return None


def _native_file(folder, module):
    try:
        names = os.listdir(folder)
    except OSError:
        return None
    for name in names:
        # As in _speedups.cpython-313-x86_64-linux-gnu.so.
        if name.startswith(f"{module}.") and name.endswith(_NATIVE_SUFFIXES):
            return name
    return None


def add(paths):
    """Lets the program import from folders as from ``site-packages``.

    ``paths`` is a text with colons between them.
    """
    for path in paths.split(":"):
        folder = os.path.abspath(path)
        folders.append(folder)
        site.addsitedir(folder)
    sys.meta_path.append(_NativeModuleFinder)
