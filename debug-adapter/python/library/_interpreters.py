"""The module in C that subinterpreters are made by, in an interpreter that has none.

``concurrent.interpreters`` and what stands on it import this first, and say why they cannot be had.
"""

raise ModuleNotFoundError(
    "subinterpreters cannot be had in WebAssembly, where CPython leaves them out: "
    "use threads, greenlets or tasks",
    name=__name__,
)
