"""A signal that nobody handles ends the program, from within the handler of another."""

import signal


def take(_number: int, _frame: object) -> None:
    print("taken", flush=True)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.raise_signal(signal.SIGTERM)


signal.signal(signal.SIGTERM, take)
print("ready", flush=True)
signal.raise_signal(signal.SIGTERM)
print("never")
