"""A web server and clients that trust it, trust nobody, and want somebody else."""

import http.server
import ssl
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"you asked for {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Clients that do not trust it go away."""


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("keycert3.pem")
server = Server(("localhost", 0), Handler)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
port = server.server_address[1]


def fetch(context, host="localhost"):
    try:
        url = f"https://{host}:{port}/page"
        print(urllib.request.urlopen(url, context=context).read().decode())
    except urllib.error.URLError as error:
        print(type(error.reason).__name__, error.reason.verify_message)


fetch(ssl.create_default_context(cafile="pycacert.pem"))
fetch(ssl.create_default_context())
fetch(ssl.create_default_context(cafile="pycacert.pem"), "127.0.0.1")
server.shutdown()
