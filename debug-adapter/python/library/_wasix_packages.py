"""Packages of the user's: folders of the machine that the program imports from.

The interpreter calls :func:`add` before the program starts, if it is given any.
"""

import _imp
import os
import site
import sys
from _frozen_importlib import BuiltinImporter, ModuleSpec
from _frozen_importlib_external import ExtensionFileLoader, PathFinder, spec_from_file_location
from _sha2 import sha256  # Which hashlib takes a while to find.

from _wasix_package_modules import MODULES

# Absolute paths of the folders.
folders = []

# How the names of extension modules end on the systems that packages are installed on.
_NATIVE_SUFFIXES = (".so", ".pyd", ".dylib")

# How those go on that are for this version and machine.  The rest of the platform's name
# differs with who has built Python, and not what is in the file.
_THIS_PLATFORM = f".{sys.implementation.cache_tag}-wasm32-"

# What files of native code begin with, and what they are for.
_SYSTEMS = {
    b"\0asm": "another Python on WASIX",
    b"\x7fELF": "Linux",
    b"MZ": "Windows",
    b"\xcf\xfa\xed\xfe": "macOS",
    b"\xca\xfe\xba\xbe": "macOS",
}


class _BuiltInModules:
    """Finds and loads modules of packages that are native ones elsewhere and built in here.

    A package in which the file beside the module is another than the one that the
    module was made with does not get it, and goes on in pure Python.
    """

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name not in MODULES:
            return None
        witness, digest = MODULES[name]
        for folder in path or ():
            if _digest(os.path.join(folder, witness)) == digest:
                return ModuleSpec(name, cls, origin="built-in")
        return None

    @staticmethod
    def create_module(spec):
        module = _imp.create_builtin(ModuleSpec(f"{__name__}.{spec.name}", None))
        module.__name__ = spec.name
        return module

    exec_module = BuiltinImporter.exec_module


class _NativeModules:
    """Loads modules for this platform, and says why others cannot be.

    It comes before the finder of what there is in folders, and asks that first.  A
    folder without modules of its own may be one of type stubs beside the native module.
    """

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        found = PathFinder.find_spec(name, path, target)
        if found is not None and found.loader is not None:
            # As in _rust.abi3.so, which the file's name does not tell the machine of.
            if _is_for_other_system(found):
                return ModuleSpec(name, cls, origin=found.origin)
            return found
        module = name.rpartition(".")[2]
        for folder in sys.path if path is None else path:
            if _is_of_package(folder):
                native = _native_file(folder, module)
                if native is None:
                    continue
                file = os.path.join(folder, native)
                if native.startswith(f"{module}{_THIS_PLATFORM}"):
                    return spec_from_file_location(name, file)
                return ModuleSpec(name, cls, origin=file)
        return found

    @staticmethod
    def create_module(spec):
        package = spec.name.partition(".")[0]
        major, minor = sys.version_info[:2]
        raise ImportError(
            f"the package {package!r} has {spec.name!r} as native code that is compiled for "
            f"{_system_of(spec.origin)} ({os.path.basename(spec.origin)}), and not for WASIX "
            f"Python {major}.{minor}: install a build that runs here (wasix-python pip install "
            f"{package}, which says which there are)",
            name=spec.name,
            path=spec.origin,
        )

    @staticmethod
    def exec_module(module):
        """Do nothing: there never is such a module."""


def _digest(path):
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest()
    except OSError:
        return None


def _is_of_package(folder):
    if not isinstance(folder, str):
        return False
    return any(folder == root or folder.startswith(f"{root}/") for root in folders)


def _is_for_other_system(spec):
    if not isinstance(spec.loader, ExtensionFileLoader):
        return False
    return _is_of_package(os.path.dirname(spec.origin)) and _beginning(spec.origin) != b"\0asm"


def _system_of(path):
    beginning = _beginning(path)
    for start, system in _SYSTEMS.items():
        if beginning.startswith(start):
            return system
    return "another system"


def _beginning(path):
    try:
        with open(path, "rb") as file:
            return file.read(4)
    except OSError:
        return b""


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
    sys.meta_path.insert(0, _BuiltInModules)
    sys.meta_path.insert(sys.meta_path.index(PathFinder), _NativeModules)
