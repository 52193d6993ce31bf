"""Asks another host by HTTP, over connections that stay and others that do not."""

import http.client
import socket
import sys
import urllib.error
import urllib.request

HOST, PORT = sys.argv[1].split(":")
URL = f"http://{HOST}:{PORT}"

with urllib.request.urlopen(f"{URL}/asked?by=urllib") as answer:
    print(answer.status, answer.headers["X-Answered"], answer.read().decode())
with urllib.request.urlopen(urllib.request.Request(f"{URL}/form", b"a=1", method="POST")) as answer:
    print(answer.read().decode())
try:
    urllib.request.urlopen(f"{URL}/moved")
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())

connection = http.client.HTTPConnection(HOST, int(PORT))
headers = {"X-Asked": "by http.client", "Content-Encoding": "identity"}


def pieces():
    yield b"one "
    yield b"two"


connection.request("PUT", "/put", body=pieces(), headers=headers, encode_chunked=True)
answer = connection.getresponse()
print(answer.headers["X-Answered"], answer.read().decode())
kept = connection.sock
connection.request("GET", "/packed")
print(len(connection.getresponse().read()))
connection.request("HEAD", "/asked")
answer = connection.getresponse()
print(answer.status, answer.read())
connection.request("GET", "/nothing")
answer = connection.getresponse()
print(answer.status, answer.read(), connection.sock is kept)

both = f"GET /first HTTP/1.1\r\nHost: {HOST}\r\n\r\nGET /second HTTP/1.0\r\n\r\n"
with socket.create_connection((HOST, int(PORT))) as raw:
    raw.sendall(both.encode())
    received = b"".join(iter(lambda: raw.recv(1 << 16), b"")).decode()
print(received.count("HTTP/1.1 200"), received.index("/first") < received.index("/second"))
