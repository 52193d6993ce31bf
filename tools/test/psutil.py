"""Stands in for psutil, which asks the operating system about processes.

There is no such system in WebAssembly. greenlet's tests skip themselves when a
process cannot tell how much memory it uses.
"""


class Process:
    """A process of which nothing is known."""
