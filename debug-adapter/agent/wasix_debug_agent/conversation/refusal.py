"""Why a command is not done."""

from __future__ import annotations


class Refusal(Exception):
    """It cannot be done. The text is shown as it stands, without the exception's type."""


class Cancelled(BaseException):
    """The user does not want to wait for it any more. Raised wherever its code stands."""
