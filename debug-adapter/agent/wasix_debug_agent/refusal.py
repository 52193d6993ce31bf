"""A command that cannot be done, with the sentence that tells the user why."""

from __future__ import annotations


class Refusal(Exception):
    """Its text is shown as it stands, without the exception's type."""
