"""Starts the agent. The interpreter imports this before it runs the program."""

from .agent import Agent

Agent().start()
