"""Small programs that compute. Prints how long each takes, in milliseconds, as JSON."""

import gc
import importlib
import json
import random
import re
import sys
import time
from collections import Counter

ROUNDS = 7


def calls():
    def fibonacci(n):
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    return fibonacci(21)


def floats():
    x, y, vx, vy = 1.0, 0.0, 0.0, 1.0
    for _ in range(15000):
        pull = (x * x + y * y) ** -1.5 * 0.001
        vx -= x * pull
        vy -= y * pull
        x += vx * 0.001
        y += vy * 0.001
    return x, y


def integers():
    total, state = 0, 12345
    for index in range(30000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        if state % 3 == index % 3:
            total += state >> 4
    return total


class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0
        self.moves = 0

    def add(self, amount):
        self.balance += amount
        self.moves += 1
        return self


def attributes():
    account = Account("one")
    for amount in range(15000):
        account.add(amount).balance -= account.moves & 3
    return account.balance


def comprehensions():
    table = [[row * column for column in range(60)] for row in range(60)]
    squares = {value: value * value for row in table for value in row if value % 3}
    return sum(value for value in squares.values()) + len({value % 97 for value in squares})


def strings():
    lines = [f"{index:05d}: {'ab' * (index % 7)} {index / 7:.2f}" for index in range(1500)]
    words = " ".join(lines).replace("ab", "c").upper().split()
    return len("".join(word.strip(":").zfill(6) for word in words if word.startswith("0")))


RECORDS = [{"id": i, "name": f"name {i}", "tags": ["a", "b"], "at": i / 3} for i in range(150)]


def json_texts():
    return len(json.loads(json.dumps({"records": RECORDS, "ok": True, "none": None}))["records"])


TEXT = "".join(
    f"2026-{i % 12 + 1:02d}-{i % 28 + 1:02d} user{i}@host{i % 9}.org GET /x/{i}\n"
    for i in range(300)
)
LINE = re.compile(r"(\d+)-(\d+)-(\d+) (\w+)@([\w.]+) (?:GET|PUT) (/\S*)")


def patterns():
    return len(LINE.findall(TEXT)) + len(re.sub(r"\d{2,}", lambda found: found[0][::-1], TEXT))


NUMBERS = [random.Random(7).random() for _ in range(6000)]


def sorting():
    pairs = [(int(number * 50), -number) for number in NUMBERS]
    pairs.sort()
    return sorted(NUMBERS, key=lambda number: number * 7 % 1)[0], pairs[0]


def generators():
    def numbers(count):
        for number in range(count):
            yield number * 2

    def pairs(source):
        previous = 0
        for number in source:
            yield previous + number
            previous = number

    def chain(count):
        yield from pairs(numbers(count))

    return sum(chain(12000))


def exceptions():
    def check(number):
        if number % 3 == 0:
            raise ValueError(number)
        return number

    caught = 0
    for number in range(8000):
        try:
            check(number)
        except ValueError as error:
            caught += error.args[0] & 1
    return caught


class Shape:
    sides = 0

    def __init__(self, size):
        self.size = size

    def area(self):
        return 0

    @property
    def name(self):
        return type(self).__name__

    def __lt__(self, other):
        return self.area() < other.area()


class Square(Shape):
    sides = 4

    def area(self):
        return self.size * self.size


class Circle(Shape):
    def __init__(self, size):
        super().__init__(size)

    def area(self):
        return 3 * self.size * self.size


def classes():
    shapes = [(Square if size % 2 else Circle)(size) for size in range(2500)]
    areas = sum(shape.area() + shape.sides for shape in shapes if isinstance(shape, Shape))
    return areas, max(shapes).name


def keywords():
    def place(x, y=1, *rest, scale=1, **others):
        return x * scale + y + len(rest) + len(others)

    total = 0
    for number in range(8000):
        total += place(number, scale=2) + place(number, 2, 3, colour=4) + place(y=1, x=number)
    return total


class Node:
    __slots__ = ("left", "right", "value")

    def __init__(self, left, right, value):
        self.left, self.right, self.value = left, right, value


def trees():
    def build(depth):
        if depth == 0:
            return Node(None, None, 1)
        return Node(build(depth - 1), build(depth - 1), depth)

    def count(node):
        return 0 if node is None else node.value + count(node.left) + count(node.right)

    return count(build(11))


def dictionaries():
    counts = Counter(word for number in range(6000) for word in (number % 97, str(number % 31)))
    grouped = {}
    for key, count in counts.items():
        grouped.setdefault(count % 10, []).append(key)
    return {key: len(group) for key, group in sorted(grouped.items())}


IMPORTED = ("argparse", "csv", "dataclasses", "difflib", "html.parser", "textwrap", "uuid")


def imports():
    for name in IMPORTED:
        sys.modules.pop(name, None)
    for name in IMPORTED:
        importlib.import_module(name)


PROGRAMS = (
    calls,
    floats,
    integers,
    attributes,
    comprehensions,
    strings,
    json_texts,
    patterns,
    sorting,
    generators,
    exceptions,
    classes,
    keywords,
    trees,
    dictionaries,
    imports,
)


def shortest(program):
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.perf_counter()
        program()
        times.append((time.perf_counter() - start) * 1e3)
    return min(times)


print(json.dumps({program.__name__: shortest(program) for program in PROGRAMS}))
