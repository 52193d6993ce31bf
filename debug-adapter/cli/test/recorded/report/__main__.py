"""Reads, computes and prints, by the other modules of the package."""

import importlib
import sys

from . import reading
from .figures import summary

print(__package__, sys.argv[1:], summary(reading.numbers()))
for name in ("later", "missing"):
    try:
        print(importlib.import_module(f".{name}", __package__).NAME)
    except ModuleNotFoundError as error:
        print(error)
