"""Starts the agent. ``start`` imports this before the interpreter runs the program."""

from .agent import Agent

Agent().start()
