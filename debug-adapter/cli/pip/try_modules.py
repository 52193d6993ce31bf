"""Imports what a package has, in WASIX Python, and tells how that went.

The argument is JSON: ``modules``, by which the package is used, and ``native``, those of its
modules that are compiled.  The last line of the output is JSON again: ``error``, what
importing the former has raised, and ``loaded``, which of the latter could be imported.
"""

import importlib
import json
import os
import sys


def _error_of(module):
    try:
        importlib.import_module(module)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return None


def _main():
    wanted = json.loads(sys.argv[1])
    errors = [_error_of(module) for module in wanted["modules"]]
    told = {
        "error": next((error for error in errors if error is not None), None),
        "loaded": [module for module in wanted["native"] if _error_of(module) is None],
    }
    print(f"\n{json.dumps(told)}", flush=True)
    # Threads that the package has started are not waited for.
    os._exit(0)


_main()
