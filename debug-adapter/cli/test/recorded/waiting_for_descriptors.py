"""Pipes and socket pairs that are waited for by select, poll, epoll and selectors."""

import os
import select
import selectors
import socket
import threading
import time

reader, writer = os.pipe()
threading.Timer(0.005, os.write, [writer, b"late"]).start()
print(select.select([reader], [writer], [], 1)[1] == [writer])
poll = select.poll()
poll.register(reader, select.POLLIN)
print([event for _, event in poll.poll(1000)], os.read(reader, 10), poll.poll(5))

epoll = select.epoll()
left, right = socket.socketpair()
epoll.register(left, select.EPOLLIN | select.EPOLLET)
right.send(b"edge")
print(len(epoll.poll(1)), len(epoll.poll(0)), left.recv(10))
epoll.close()

left.setblocking(False)
sent = 0
try:
    while True:
        sent += left.send(bytes(10_000))
except BlockingIOError:
    print("full", sent > 10_000)
with selectors.DefaultSelector() as selector:
    selector.register(left, selectors.EVENT_WRITE, "left")
    selector.register(reader, selectors.EVENT_READ, "pipe")
    print([key.data for key, _ in selector.select(0.005)])

    def drain() -> None:
        received = 0
        while received < sent:
            received += len(right.recv(1 << 16))

    thread = threading.Thread(target=drain)
    thread.start()
    begun = time.monotonic()
    print([key.data for key, _ in selector.select()], time.monotonic() - begun < 60)
    thread.join()
os.close(writer)
print(os.read(reader, 1), right.close(), left.recv(1))
