"""Answers messages on its channel, and computes when it is asked to, until a message interrupts it."""

import os
import signal
import sys

from greenlet import getcurrent, greenlet

CHANNEL = 4


def receive():
    length = int.from_bytes(os.read(CHANNEL, 4), "little")
    return os.read(CHANNEL, length).decode()


def send(text):
    message = text.encode()
    os.write(CHANNEL, len(message).to_bytes(4, "little") + message)


def on_attention(*_):
    send("interrupted")
    print("done")
    sys.exit(3)


def sleep():
    while True:
        getcurrent().parent.switch()


sleeper = greenlet(sleep)
sleeper.switch()
sleeper.switch()

signal.signal(signal.SIGALRM, on_attention)
while True:
    command = receive()
    send(command[::-1])
    while command == "compute":
        pass
