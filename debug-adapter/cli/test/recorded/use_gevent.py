"""gevent, as pip has installed it: pools, queues, timeouts, sockets and threads of its own."""

import random
import time

import gevent
from gevent import monkey, pool, queue, socket, timeout

monkey.patch_all()

jobs: queue.Queue = queue.Queue(2)


def work(number: int) -> int:
    time.sleep(0.004 * random.random())  # gevent's, by the patch
    return number * number


def produce() -> None:
    for number in range(6):
        jobs.put(number)
    jobs.put(StopIteration)


print(pool.Pool(3).map(work, range(9)))
gevent.spawn(produce)
print(list(jobs))
try:
    with timeout.Timeout(0.005):
        gevent.sleep(3600)
except timeout.Timeout:
    print("timed out")

listener = socket.create_server(("127.0.0.1", 0))


def serve() -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(connection.recv(100).upper())


serving = gevent.spawn(serve)
with socket.create_connection(listener.getsockname()) as client:
    client.sendall(b"words")
    print(client.recv(100))
serving.join()
print(gevent.get_hub().threadpool.apply(sum, (range(100),)))
sleeper = gevent.spawn(gevent.sleep, 3600)
gevent.sleep(0)
sleeper.kill()
print(type(sleeper.get()).__name__)
