"""A server and its clients over TCP, in one loop."""

import asyncio
import random


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def client(port: int, number: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    for index in range(20):
        writer.write(f"client {number} {index} {random.random()}\n".encode())
        await writer.drain()
        answer = await reader.readline()
        if random.random() < 0.2:
            await asyncio.sleep(0.003 * random.random())
    writer.close()
    return answer


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(port, await asyncio.gather(*(client(port, number) for number in range(5))))
    server.close()


asyncio.run(main())
