"""Exceptions that stop the program, and what there is to say about them."""

from __future__ import annotations

from .rendering import full_type_name

# They are raised to end loops and generators, and say nothing about the program.
_CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)


def is_news(error: BaseException) -> bool:
    """Whether an exception is being raised here, rather than passing through."""
    traceback = error.__traceback__
    if isinstance(error, _CONTROL_FLOW):
        return False
    return traceback is None or traceback.tb_next is None


def headline(error: BaseException) -> str:
    """The exception's type and message in a line."""
    message = _message(error)
    name = full_type_name(type(error))
    return f"{name}: {message}" if message else name


def describe(error: BaseException, is_unhandled: bool) -> dict:
    """All about an exception, with those that led to it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {
        "typeName": type(error).__qualname__,
        "fullTypeName": full_type_name(type(error)),
        "message": _message(error),
        "breakMode": "unhandled" if is_unhandled else "always",
        "stackTrace": _format(error),
        "inner": [] if cause is None or cause is error else [describe(cause, is_unhandled)],
    }


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as failure:
        return f"<str() raised {type(failure).__name__}>"


def _format(error: BaseException) -> str:
    # Only now: traceback imports much that the program may not need.
    from traceback import format_exception

    try:
        return "".join(format_exception(error, chain=False))
    except Exception:
        return ""
