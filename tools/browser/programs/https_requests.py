"""Asks another host by https: by sockets, and by tasks of asyncio."""

import asyncio
import http.client
import ssl
import sys
import urllib.request

HOST, PORT = sys.argv[1].split(":")

with urllib.request.urlopen(f"https://{HOST}:{PORT}/by-urllib") as answer:
    print(answer.read().decode())

connection = http.client.HTTPSConnection(HOST, int(PORT), timeout=60)
connection.request("POST", "/by-http.client", body=b"x", headers={"X-Asked": "yes"})
print(connection.getresponse().read().decode())
connection.close()


async def main():
    reader, writer = await asyncio.open_connection(HOST, int(PORT), ssl=True)
    writer.write(f"GET /by-asyncio HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
    print((await reader.readline()).decode().strip()[:12])
    await reader.read()
    writer.close()
    await writer.wait_closed()


asyncio.run(main())

try:
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), True)
except ssl.SSLError as error:
    print(error.args[1])
