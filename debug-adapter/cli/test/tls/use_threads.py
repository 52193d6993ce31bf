"""A server and a client in two threads, by each version of TLS: what they learn of each other."""

import socket
import ssl
import threading

server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain("keycert3.pem")
server.set_alpn_protocols(["echo"])


def serve(listener):
    raw, _ = listener.accept()
    with server.wrap_socket(raw, server_side=True) as connection:
        while data := connection.recv(1 << 16):
            connection.sendall(data.upper())


for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
    client = ssl.create_default_context(cafile="pycacert.pem")
    client.minimum_version = client.maximum_version = version
    client.set_alpn_protocols(["echo", "other"])
    listener = socket.create_server(("localhost", 0))
    thread = threading.Thread(target=serve, args=(listener,))
    thread.start()
    raw = socket.create_connection(listener.getsockname())
    with client.wrap_socket(raw, server_hostname="localhost") as connection:
        subject = dict(pair for part in connection.getpeercert()["subject"] for pair in part)
        print(connection.version(), connection.cipher()[0], connection.selected_alpn_protocol())
        print(subject["commonName"], connection.context.verify_mode.name)
        # More than a socket takes at once, so that both ends wait for each other.
        sent = b"words " * 100_000
        sender = threading.Thread(target=connection.sendall, args=(sent,))
        sender.start()
        received = b""
        while len(received) < len(sent):
            received += connection.recv(1 << 16)
        sender.join()
        print(received == sent.upper())
    thread.join()
    listener.close()
