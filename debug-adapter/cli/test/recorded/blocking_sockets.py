"""Sockets that block, in threads: streams, datagrams, pairs, and names of hosts."""

import os
import select
import socket
import threading

listener = socket.create_server(("127.0.0.1", 0))


def serve() -> None:
    for _ in range(3):
        connection, _address = listener.accept()
        with connection:
            while data := connection.recv(1 << 16):
                connection.sendall(data.swapcase())


server = threading.Thread(target=serve)
server.start()
for size in (1, 5000, 200_000):
    with socket.create_connection(listener.getsockname()) as stream:
        data = os.urandom(size)
        sender = threading.Thread(target=stream.sendall, args=(data,))
        sender.start()
        received = b""
        while len(received) < size:
            received += stream.recv(10_000)
        sender.join()
        print(size, received == data.swapcase(), stream.getsockname()[0])
server.join()

one, other = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
for each in (one, other):
    each.bind(("127.0.0.1", 0))
one.sendto(b"datagram", other.getsockname())
print(other.recvfrom(100)[0], select.select([one], [], [], 0.01)[0])

left, right = socket.socketpair()
left.settimeout(0.01)
try:
    left.recv(1)
except TimeoutError:
    print("nothing came")
right.send(b"x" * 3000)
print(len(left.recv(5000)), socket.getaddrinfo("127.0.0.1", 80)[0][4])
