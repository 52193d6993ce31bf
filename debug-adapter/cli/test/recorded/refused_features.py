"""What is refused: further interpreters, processes, addresses out of reach, missing files."""

import importlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable


def attempt(what: str, function: Callable[..., object], *args: object) -> None:
    try:
        print(what, type(function(*args)).__name__)
    except (ImportError, OSError) as error:
        print(what, type(error).__name__, error)


attempt("interpreters", importlib.import_module, "_interpreters")
attempt("process", subprocess.run, [sys.executable, "-c", "print(1)"])
attempt("outside", socket.create_connection, ("192.0.2.1", 80), 1)
attempt("name", socket.getaddrinfo, "no.such.name.invalid", 80)
attempt("missing", open, "/missing/file")
attempt("read-only", open, os.__file__, "w")
attempt("kill", os.kill, 4242, 9)
attempt("disk", os.statvfs, "/tmp")
