"""Does what programs commonly do, for what that calls in the interpreter: see compilePython.ts."""

import argparse
import asyncio
import collections
import copy
import dataclasses
import datetime
import decimal
import gc
import hashlib
import inspect
import json
import logging
import pickle
import queue
import random
import re
import sqlite3
import struct
import textwrap
import threading
import traceback
import typing
import unittest
import urllib.request
import zlib

import greenlet


@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: float = 1.5

    def __post_init__(self):
        self.z = self.x**2 % 7


class Shape(typing.NamedTuple):
    name: str
    points: list


def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1 if n == 0 else ackermann(m, n - 1))


def use_values():
    points = sorted(Point(number % 5, number / 3) for number in range(50))
    text = json.dumps([dataclasses.asdict(point) for point in points], indent=1)
    json.loads(text)
    words = collections.Counter(re.findall(r"(?i)[a-z_]+", text.upper()))
    pickle.loads(pickle.dumps({"words": words, "shape": copy.deepcopy(Shape("line", points))}))
    zlib.decompress(zlib.compress(text.encode()))
    hashlib.sha256(text.encode()).hexdigest()
    struct.unpack("<IH", struct.pack("<IH", 7, random.randrange(9)))
    f"{points[0]!r:>40} {3.5:08.2f} {255:x}", "{:>10} {!r:5}".format("a", 3)
    str(decimal.Decimal("1.1") * 3), datetime.datetime.now().isoformat()
    logging.getLogger("compile").debug("not shown")
    argparse.ArgumentParser().parse_args([])
    ackermann(2, 3)


def use_code():
    try:
        {}["missing"]
    except KeyError:
        traceback.format_exc()
    exec(compile(inspect.getsource(textwrap), "textwrap", "exec"), {"__name__": "textwrap"})
    inspect.signature(Point), typing.get_type_hints(Point)
    unittest.TestCase().assertEqual({"a": [1]}, {"a": [1]})


def use_database():
    with sqlite3.connect("/tmp/compile.db") as connection:
        connection.execute("create table entries (id integer primary key, text varchar)")
        rows = [(str(number),) for number in range(50)]
        connection.executemany("insert into entries (text) values (?)", rows)
        query = "select count(*), max(text) from entries where id > ? group by id % 2 order by 1"
        connection.execute(query, (3,)).fetchall()
        connection.execute("update entries set text = 'x' where id = 3")
        connection.execute("delete from entries where id < 3")
    connection.close()


def use_greenlets():
    def other():
        while True:
            main.switch()

    main = greenlet.getcurrent()
    one = greenlet.greenlet(other)
    for _ in range(5):
        one.switch()


def use_threads():
    numbers = queue.Queue()
    thread = threading.Thread(target=lambda: [numbers.put(number) for number in range(3)])
    thread.start()
    thread.join()
    numbers.get()


async def use_sockets():
    async def answer(reader, writer):
        writer.write(await reader.readline())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello\n")
    await reader.read()
    writer.close()
    server.close()
    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(asyncio.sleep(0))
    await asyncio.to_thread(ackermann, 1, 1)
    urllib.request.Request(f"http://{host}:{port}/")


use_values()
use_code()
use_database()
use_greenlets()
use_threads()
asyncio.run(use_sockets())
gc.collect()
