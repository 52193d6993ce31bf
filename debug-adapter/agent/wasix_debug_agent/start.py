"""Starts the agent. The interpreter imports this before it runs the program."""

from .bundle import import_module

import_module("main")
