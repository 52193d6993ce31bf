"""Serves itself: by threads, and by tasks of asyncio."""

import asyncio
import errno
import http.server
import socket
import threading
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"got " + body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("", 8080), Handler)
threading.Thread(target=server.serve_forever).start()
print(urllib.request.urlopen("http://localhost:8080/", b"a request").read())
print(len(urllib.request.urlopen("http://127.0.0.1:8080/", bytes(1_000_000)).read()))
try:
    socket.create_server(("127.0.0.1", 8080))
except OSError as error:
    print(errno.errorcode[error.errno])
server.shutdown()
server.server_close()
try:
    socket.create_connection(("127.0.0.1", 8080))
except OSError as error:
    print(errno.errorcode[error.errno])


async def echo(reader, writer):
    async for line in reader:
        writer.write(line.upper())
    writer.close()


async def main():
    async with await asyncio.start_server(echo, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        peer = writer.get_extra_info("peername")
        writer.write(b"one\ntwo\n")
        writer.write_eof()
        print(await reader.read(), peer == ("127.0.0.1", port))
        writer.close()


asyncio.run(main())

listener = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(listener.getsockname())
accepted, address = listener.accept()
print(address == client.getsockname(), client.getpeername() == listener.getsockname())
accepted.send(b"unread")
client.close()
try:
    accepted.recv(1)
except OSError as error:
    print(errno.errorcode[error.errno])

both = socket.socket(socket.AF_INET6)
both.bind(("::", 0))
both.listen()
for host in ["127.0.0.1", "::1"]:
    client = socket.create_connection((host, both.getsockname()[1]))
    accepted, address = both.accept()
    print(address[0], client.getpeername()[0])
    client.close()
    accepted.close()
waiting = threading.Thread(target=lambda: print(errno.errorcode[attempt(both.accept)]))


def attempt(deed):
    try:
        deed()
    except OSError as error:
        return error.errno


waiting.start()
both.shutdown(socket.SHUT_RDWR)
waiting.join()
