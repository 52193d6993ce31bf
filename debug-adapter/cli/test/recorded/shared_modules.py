"""Modules of the library in C that are linked when they are imported, and functions made there."""

import ctypes
import hashlib
import importlib
import ssl

for name in ("_ctypes", "_decimal", "_missing"):
    try:
        print(importlib.import_module(name).__name__)
    except ImportError as error:
        print(type(error).__name__, name)
comparison = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int)
compare = comparison(lambda one, other: one - other)
print(compare(5, 3), ctypes.pythonapi.Py_IsInitialized())
print(ssl.RAND_bytes(8).hex(), hashlib.scrypt(b"word", salt=b"salt", n=16, r=8, p=1).hex()[:8])
