"""What the engine learns from when the interpreter is compiled: see compilePython.ts.

Each piece of work takes some milliseconds and is done again and again in turn, so that the engine
sees all kinds of operations in about the shares that programs have them, before it compiles any
function for good. What a piece computes is of no interest.
"""

import ast
import asyncio
import bisect
import collections
import contextlib
import copy
import csv
import dataclasses
import difflib
import enum
import functools
import gc
import heapq
import html
import io
import itertools
import json
import math
import operator
import pickle
import queue
import re
import sqlite3
import string
import struct
import textwrap
import threading
import tokenize
import weakref

import greenlet

ROUNDS = 300


class Stack:
    def __init__(self):
        self.items = []
        self.size = 0

    def push(self, item):
        self.items.append(item)
        self.size += 1
        return self

    def pop(self):
        self.size -= 1
        return self.items.pop()

    @property
    def top(self):
        return self.items[-1]


class Matrix:
    __slots__ = ("count", "rows")

    def __init__(self, count, start=0):
        self.count = count
        self.rows = [
            [start + row * count + column for column in range(count)] for row in range(count)
        ]

    def __getitem__(self, place):
        return self.rows[place[0]][place[1]]

    def __mul__(self, other):
        result = Matrix(self.count)
        for row in range(self.count):
            for column in range(self.count):
                result.rows[row][column] = sum(
                    self[row, k] * other[k, column] for k in range(self.count)
                )
        return result

    def __eq__(self, other):
        return self.rows == other.rows


class Animal:
    legs = 4

    def __init__(self, name, *, age=1):
        self.name, self.age = name, age

    def speak(self):
        return self.name + "!"

    @classmethod
    def make(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    @staticmethod
    def older(one, two):
        return one if one.age > two.age else two


class Dog(Animal):
    def __init__(self, name, **others):
        super().__init__(name, **others)
        self.tricks = set()

    def speak(self):
        return super().speak().upper()


class Bird(Animal):
    legs = 2

    def speak(self):
        return f"{self.name} sings {self.age:>3}"


@dataclasses.dataclass(order=True)
class Place:
    north: float
    east: float = 0.0
    name: str = dataclasses.field(default="", compare=False)


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


def recursion():
    def hanoi(discs, source, target, other):
        if discs == 0:
            return 0
        moved = hanoi(discs - 1, source, other, target) + 1
        return moved + hanoi(discs - 1, other, target, source)

    def ackermann(m, n):
        if m == 0:
            return n + 1
        return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))

    return hanoi(7, "a", "b", "c") + ackermann(1, 12)


def whole_numbers():
    primes = []
    for number in range(2, 300):
        for divisor in primes:
            if number % divisor == 0:
                break
            if divisor * divisor > number:
                primes.append(number)
                break
        else:
            primes.append(number)
    a, b = 1071, 462
    while b:
        a, b = b, a % b
    product = functools.reduce(operator.mul, range(1, 60))
    bits = 0
    while product:
        bits += product & 1
        product >>= 7
    mixed = 0
    for number in range(100):
        mixed = (mixed * 69069 + number) & 0xFFFFFFFF
        mixed ^= mixed >> 11 | number << 3
    return a, bits, mixed, divmod(12345, 67), int("12"), pow(3, 20, 7), round(2.5), -mixed // 3


def real_numbers():
    total, x = 0.0, 0.5
    for step in range(1, 600):
        x = 3.7 * x * (1.0 - x)
        total += math.sqrt(x) / step - x**2 + abs(x - 0.5)
        if x < 0.1 or total > 100.0:
            total = -total
    return float(str(total)), math.floor(total), math.sin(x), total == x, min(total, x)


def matrices():
    return Matrix(6) * Matrix(6, 3) == Matrix(6)


def objects():
    stack = Stack()
    for number in range(120):
        stack.push(number).push(-number)
        if stack.top < -60:
            stack.pop()
    animals = [Dog.make("rex", age=3), Bird.make("tit"), Animal("cat", age=2)]
    said = [animal.speak() for animal in animals for _ in range(10)]
    for animal in animals:
        animal.weight = animal.legs * animal.age
        if isinstance(animal, (Dog, Bird)) and hasattr(animal, "weight"):
            animal.age += 1
        getattr(animal, "missing", None)
        del animal.weight
    places = sorted(Place(number * 7 % 5, number / 2) for number in range(20))
    return said, Animal.older(*animals[:2]), Colour.RED is Colour(1), repr(places[0]), stack.size


def displays():
    pairs = [(a, a * b) for a in range(20) for b in range(20) if (a + b) % 2]
    table = {a: [b + a for b in range(a)] for a in range(30)}
    letters = {letter.upper() for letter in "the quick brown fox" if letter != " "}
    first, *rest = pairs
    return (
        sum(len(row) for row in table.values()),
        sorted(letters),
        dict(zip("abc", range(3), strict=True)),
        list(map(str, range(30))),
        list(filter(None, (0, 1, 2))),
        any(a > 19 for a, _ in pairs),
        all(b < 20 for _, b in rest),
        list(enumerate(first)),
        list(reversed(pairs))[:3],
        [first] * 3 + rest[1:4],
    )


def texts():
    text = "It was the best of times, it was the worst of times; " * 8
    by_length = collections.defaultdict(list)
    for word in text.split():
        clean = word.strip(",;.").lower()
        by_length[len(clean)].append(clean)
        if clean.startswith("t") and not clean.endswith("x"):
            clean.replace("t", "T").title()
    lines = [f"{size:3d} {','.join(sorted(set(words)))!r}" for size, words in by_length.items()]
    joined = "\n".join(lines)
    written = io.StringIO()
    writer = csv.writer(written)
    for line in lines:
        writer.writerow(line.split())
    return (
        "%s is %d" % ("a", 3),  # noqa: UP031 programs still do
        "{0} {name:>8}".format(1, name="x"),
        f"{3.14159:.2f} {255:x} {True!s}",
        "été".encode().decode(),
        joined.partition(" "),
        joined.find("w") + joined.count("a"),
        joined[3:9][::-1],
        text.translate({97: "4"}).casefold().splitlines(),
        textwrap.wrap(text, 40),
        string.Template("$a b").substitute(a=1),
        list(csv.reader(written.getvalue().splitlines())),
        html.escape(text[:40]),
        hash(joined),
    )


def json_texts():
    people = [
        {"name": f"n{i}", "mail": f"n{i}@example.org", "score": i * 1.25, "at": {"x": -i}}
        for i in range(12)
    ]
    text = json.dumps({"people": people, "text": 'a"b\u00e9\n', "flags": [True, None]})
    json.dumps(people, sort_keys=True, separators=(",", ":"))
    return json.loads(text)["people"] == people, json.loads('[1, 2.5e3, {"a": [true, null]}]')


MAIL = re.compile(r"[\w.]+@[\w-]+(?:\.[a-z]{2,})+")


def patterns():
    text = "to ann.b@example.org or bob@mail.example.com by 12:45, 3.5 kg at 10.0.0.1 (#12)\n" * 3
    return (
        MAIL.findall(text),
        re.sub(r"(\d+)", lambda found: str(int(found.group(1)) + 1), text),
        [found.start() for found in re.finditer(r"\b[aeiou]\w*", text)],
        re.split(r"[\s,;]+", text),
        re.match(r"(?P<verb>\w+)\s+ann", text).groupdict(),
        re.search(r"a.*?z|#(\d\d)", text, re.S),
    )


def orders():
    numbers = [(number * 7919) % 1009 for number in range(400)]
    heap = numbers[:60]
    heapq.heapify(heap)
    while len(heap) > 30:
        heapq.heappop(heap)
    words = sorted(map(str, numbers[:150]))
    bisect.insort(words, "5")
    return (
        sorted(numbers),
        sorted(words, key=len, reverse=True),
        sorted(zip(words, numbers, strict=False)),
        sorted(words, key=lambda word: (-len(word), word)),
        sorted(numbers[:50], key=functools.cmp_to_key(lambda a, b: a - b)),
        sorted([1.5, 0.5, 2.5] * 30),
        sorted(((a % 10, a) for a in numbers), key=operator.itemgetter(1)),
        max(numbers) + min(numbers),
        min(words, key=len),
    )


def iterations():
    def count(limit):
        number = 0
        while number < limit:
            step = yield number
            number += step or 1

    def flatten(items):
        for item in items:
            if isinstance(item, list):
                yield from flatten(item)
            else:
                yield item

    class Countdown:
        def __init__(self, start):
            self.left = start

        def __iter__(self):
            return self

        def __next__(self):
            if self.left == 0:
                raise StopIteration
            self.left -= 1
            return self.left

    @contextlib.contextmanager
    def managed():
        yield 1

    numbers = count(60)
    next(numbers)
    numbers.send(5)
    with managed() as one, contextlib.suppress(KeyError):
        {}[one]
    return (
        sum(numbers),
        list(flatten([1, [2, [3, 4]], [5]] * 15)),
        list(Countdown(40)),
        list(itertools.islice(itertools.chain(count(9), "abc"), 10)),
        list(itertools.product(range(4), repeat=2)),
        [(key, len(list(group))) for key, group in itertools.groupby("aabbb")],
    )


def failures():
    class Wrong(Exception):
        def __init__(self, code):
            super().__init__(code)
            self.code = code

    def risky(number):
        try:
            if number % 4 == 0:
                raise Wrong(number)
            if number % 4 == 1:
                return [][number]
            return {}[number] if number % 4 == 2 else int("x")
        except (IndexError, KeyError) as error:
            raise RuntimeError(str(error)) from error
        finally:
            number += 1

    seen = collections.Counter()
    for number in range(60):
        try:
            risky(number)
        except Wrong as wrong:
            seen[wrong.code % 3] += 1
        except RuntimeError as error:
            seen[type(error.__cause__).__name__] += 1
        except ValueError:
            seen["value"] += 1
    return seen


def arguments():
    def plain(a, b=2, *rest, c=3, **others):
        return a + b + c + len(rest) + len(others)

    def passing_on(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            return function(*args, **kwargs)

        return call

    @functools.lru_cache(maxsize=64)
    def squared(number):
        return number * number

    wrapped, partial = passing_on(plain), functools.partial(plain, 1, c=5)
    total = 0
    for number in range(60):
        total += plain(number) + plain(number, 1, c=4) + plain(a=number, b=3)
        total += (
            plain(*[number, 2, 3], **{"more of it": 1}) + wrapped(number, c=1) + partial(b=number)
        )
        total += (lambda x, y=1: x * y)(number) + squared(number % 7)
    return total


def nested_data():
    def insert(node, key):
        if node is None:
            return [key, None, None]
        side = 1 if key < node[0] else 2
        node[side] = insert(node[side], key)
        return node

    def depth(node):
        return 0 if node is None else 1 + max(depth(node[1]), depth(node[2]))

    class Folder:
        def __init__(self, parent, name):
            self.parent, self.name, self.children = parent, name, {}

        def child(self, name):
            return self.children.setdefault(name, Folder(self, name))

        def names(self):
            below = (name for child in self.children.values() for name in child.names())
            return [self.name, *below]

    root = None
    for key in range(90):
        root = insert(root, key * 37 % 101)
    top = Folder(None, "")
    for path in ("a/b/c", "a/d", "e/f/g/h"):
        folder = top
        for part in path.split("/"):
            folder = folder.child(part)
    return depth(root), top.names(), weakref.ref(top)()


def mappings():
    counts = {}
    for word in ("red blue green red blue red " * 12).split():
        counts[word] = counts.get(word, 0) + 1
    merged = {**counts, "x": 1} | {"y": 2}
    for key in list(merged):
        if key in counts and merged[key] > 1:
            merged.pop(key)
    squares = {number: number * number for number in range(100)}
    odd, even = set(range(1, 40, 2)), {number * 2 for number in range(30)}
    order = collections.OrderedDict(squares)
    order.move_to_end(0)
    line = collections.deque(maxlen=5)
    for number in range(30):
        line.append(number)
        line.appendleft(-number)
    cells = [[0] * 5 for _ in range(5)]
    cells[1][2] += 3
    cells[0][1:3] = [7, 8]
    return (
        sum(squares[number] for number in range(0, 100, 3)),
        (odd & even, odd - even, odd | even, 5 in odd),
        max(counts, key=counts.get),
        tuple(counts.items()) == tuple(merged.items()),
        sorted(squares.items(), key=lambda item: -item[1])[:3],
        collections.Counter("abcab").most_common(1),
    )


def code():
    source = (
        "def f(a, b=[1, 2]):\n    for x in b:\n        if x > a: yield x * 2\n"
        "    return {'k': a}\nclass C(object):\n    y = 3\n"
    )
    tree = ast.parse(source)
    scope = {}
    exec(compile(tree, "source", "exec"), scope)
    list(tokenize.generate_tokens(io.StringIO(source).readline))
    return (
        list(scope["f"](1)),
        ast.unparse(tree),
        pickle.loads(pickle.dumps([source, 1.5, {"a": (1, None)}])),
        copy.deepcopy({"a": [1, {2}]}),
        struct.unpack("<IHd", struct.pack("<IHd", 7, 8, 0.5)),
        difflib.SequenceMatcher(None, "abcd", "bcde").ratio(),
    )


def tasks():
    async def leaf(number):
        await asyncio.sleep(0)
        return number

    async def numbers():
        for number in range(5):
            yield number
            await asyncio.sleep(0)

    async def main():
        results = await asyncio.gather(*(leaf(number) for number in range(10)))
        lock, line = asyncio.Lock(), asyncio.Queue()
        async with lock:
            await line.put(sum(results))
        return await line.get() + sum([number async for number in numbers()])

    return asyncio.run(main())


def greenlets():
    def echo(value):
        while True:
            value = main.switch(value + 1)

    main = greenlet.getcurrent()
    other = greenlet.greenlet(echo)
    return sum(other.switch(number) for number in range(20))


def threads():
    there, back = queue.SimpleQueue(), queue.Queue()

    def answer():
        while (number := there.get()) is not None:
            back.put(number)

    thread = threading.Thread(target=answer)
    thread.start()
    for number in range(10):
        there.put(number)
        back.get()
    there.put(None)
    thread.join()


def database():
    connection = sqlite3.connect(":memory:")
    connection.execute("create table entries (id integer primary key, text varchar)")
    rows = [(str(number),) for number in range(30)]
    connection.executemany("insert into entries (text) values (?)", rows)
    query = "select count(*), max(text) from entries where id > ? group by id % 2 order by 1"
    found = connection.execute(query, (3,)).fetchall()
    connection.execute("update entries set text = 'x' where id = 3")
    connection.close()
    return found


WORK = (
    recursion,
    whole_numbers,
    real_numbers,
    matrices,
    objects,
    displays,
    texts,
    json_texts,
    patterns,
    orders,
    iterations,
    failures,
    arguments,
    nested_data,
    mappings,
    code,
    tasks,
    greenlets,
    threads,
    database,
)


def do_all(_):
    for work in WORK:
        work()
    gc.collect(0)


# By C code: the evaluation loop is entered anew, and so may be another version of it than before.
list(map(do_all, range(ROUNDS)))
