"""Greenlets that switch inside of OpenSSL: both ends of a connection, and callbacks of it."""

import ssl

from greenlet import getcurrent, greenlet

to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
main = getcurrent()


def shake_hands(connection):
    while True:
        try:
            connection.do_handshake()
            return connection.version()
        except ssl.SSLWantReadError:
            main.switch("wants to read")


def look_up(connection, name, context):
    # OpenSSL is on the stack here, and stays there until the lookup is done.
    lookup = greenlet(lambda wanted: main.switch(f"looks up {wanted}"))
    lookup.switch(name)


def server(choose_by_name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("keycert3.pem")
    context.sni_callback = choose_by_name
    return shake_hands(context.wrap_bio(to_server, to_client, server_side=True))


def client():
    context = ssl.create_default_context(cafile="pycacert.pem")
    return shake_hands(context.wrap_bio(to_client, to_server, server_hostname="localhost"))


ends = [("client", greenlet(client)), ("server", greenlet(lambda: server(look_up)))]
while not all(end.dead for _, end in ends):
    for name, end in ends:
        if not end.dead:
            print(name, end.switch())


def refuse(connection, name, context):
    return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
ends = [greenlet(client), greenlet(lambda: server(refuse))]
try:
    for _ in range(3):
        for end in ends:
            end.switch()
except ssl.SSLError as error:
    print(error.reason)
