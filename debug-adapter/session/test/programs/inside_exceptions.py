"""Exceptions with others inside: chains, circles and groups."""
import contextlib
import copy


def tell(error, cause=None):
    telling = True
    with contextlib.suppress(BaseException):
        raise error from cause
    return telling


def failure(number, cause=None):
    try:
        raise ValueError(number) from cause
    except ValueError as error:
        return error


def chain(length):
    error = OSError("the first one")
    for number in range(length):
        error = failure(number, error)
    tell(LookupError("the last one"), error)


def circle():
    first, second, third = KeyError("first"), TypeError("second"), EOFError("third")
    second.__context__, third.__cause__ = third, first
    tell(first, second)


def own_cause():
    error = NameError("its own cause")
    tell(error, error)


class Link:
    def __init__(self, following):
        self.following = following


def recursion():
    link = None
    for _ in range(2_000):
        link = Link(link)
    with contextlib.suppress(RecursionError):
        copy.deepcopy(link)


def group():
    inner = ExceptionGroup("inner", [failure(2), OSError("alone")])
    tell(ExceptionGroup("outer", [failure(1, KeyError("why")), inner]), EOFError("cause"))


chain(900)
circle()
own_cause()
recursion()
group()
tell(BaseExceptionGroup("wide", [KeyboardInterrupt(number) for number in range(300)]))
tell(ValueError("x" * 1_000_000))
