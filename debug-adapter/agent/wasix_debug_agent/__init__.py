"""The part of the debugger that runs inside the guest.

It watches the program through ``sys.monitoring`` (PEP 669) and answers the
debug session's commands, which are typed in ``debug-adapter/protocol``. Importing
``wasix_debug_agent.start`` starts it. In a copy of a program that has run without it, which is to
be shown and never goes on, running the code of ``fork`` does.

Each package is about one noun, and uses only those before it: ``conversation``,
``code``, ``continuations``, ``values``, ``watching``, ``steps``, ``stops``.

The package imports as little as it can, and nothing that the interpreter has
not loaded anyway: what it imports, the debugged program would wait for.
"""
