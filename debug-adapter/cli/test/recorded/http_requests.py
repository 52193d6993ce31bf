"""A web server in a thread, and clients that ask it one after the other and all at once."""

import json
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """Counts what is posted."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = json.dumps({"sum": sum(body), "path": self.path}).encode()
        self.send_response(200 if body else 400)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        logged.append(args)


logged: list[object] = []
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, args=(0.01,))
thread.start()


def ask(number: int) -> object:
    url = f"http://127.0.0.1:{server.server_address[1]}/{number}"
    request = urllib.request.Request(url, json.dumps([number] * number).encode(), method="POST")
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        return error.code


print(ask(0), ask(3))
with ThreadPoolExecutor(5) as executor:
    print(list(executor.map(ask, range(1, 16))))
server.shutdown()
thread.join()
server.server_close()
print(len(logged))
