"""A database in a file, used by two threads, and one in memory."""

import os
import random
import sqlite3
import tempfile
import threading

FILE = os.path.join(tempfile.gettempdir(), "numbers.db")
with sqlite3.connect(FILE) as database:
    database.execute("create table numbers (id integer primary key, value real, thread text)")


def insert(name: str) -> None:
    database = sqlite3.connect(FILE, timeout=30)
    for _ in range(10):
        with database:
            database.execute(
                "insert into numbers (value, thread) values (?, ?)", (random.random(), name)
            )
    database.close()


threads = [threading.Thread(target=insert, args=(name,)) for name in ("one", "two")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with sqlite3.connect(FILE) as database:
    rows = database.execute("select thread, count(*), avg(value) from numbers group by 1")
    print(rows.fetchall())
memory = sqlite3.connect(":memory:")
memory.execute("create table words (word text)")
memory.executemany("insert into words values (?)", [(hex(n),) for n in range(500)])
print(memory.execute("select max(word), random() from words").fetchone())
