"""Rows among variables that are none, and tell why there are no others."""

from __future__ import annotations

from .rendering import message_of


def remark(name: str, text: str) -> dict:
    """A row for the session."""
    return {"name": name, "value": text, "type": "", "reference": 0}


def failure(error: BaseException, what: str = "") -> dict:
    """Why something cannot be listed: ``what`` has raised an exception."""
    raised = f"{what} raised " if what else ""
    return remark("cannot be listed", f"{raised}{type(error).__name__}: {message_of(error)}")
