"""Streams of asyncio over TLS, and a connection that becomes one of TLS."""

import asyncio
import ssl

server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_side.load_cert_chain("keycert3.pem")
client_side = ssl.create_default_context(cafile="pycacert.pem")


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def begin_later(reader, writer):
    await reader.readline()
    writer.write(b"go ahead\n")
    await writer.start_tls(server_side)
    await echo(reader, writer)


async def ask(number, port):
    reader, writer = await asyncio.open_connection("localhost", port, ssl=client_side)
    writer.write(f"from {number}\n".encode())
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return answer


async def main():
    server = await asyncio.start_server(echo, "localhost", 0, ssl=server_side)
    port = server.sockets[0].getsockname()[1]
    print(await asyncio.gather(*(ask(number, port) for number in range(3))))
    server.close()

    later = await asyncio.start_server(begin_later, "localhost", 0)
    reader, writer = await asyncio.open_connection(*later.sockets[0].getsockname()[:2])
    writer.write(b"STARTTLS\n")
    print(await reader.readline())
    await writer.start_tls(client_side, server_hostname="localhost")
    writer.write(b"encrypted\n")
    print(await reader.readline(), writer.get_extra_info("ssl_object").version())
    writer.close()
    later.close()


asyncio.run(main())
