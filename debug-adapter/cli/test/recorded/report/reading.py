"""Numbers from a file that lies beside the modules, and from nowhere."""

import random
from importlib import resources


def numbers() -> list[float]:
    text = resources.files(__package__).joinpath("numbers.txt").read_text()
    return [float(word) * random.random() for word in text.split()]
