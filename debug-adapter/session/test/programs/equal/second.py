"""Its twin has the same text."""

from functools import partial


def run(following):
    turns = 1
    if following is not None:
        turns += partial(following, None)()  # @call
        turns += following(None)  # @direct
    turns *= 10  # @change
    return turns


def wait(hub, box):
    hub.switch()
    box.value += 1
    hub.switch()
