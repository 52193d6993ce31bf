"""A web service of gevent: requests put orders into a queue, and two packers take them out."""

from gevent import monkey

monkey.patch_all()

import argparse
import json
import time

import gevent
from gevent.event import AsyncResult
from gevent.pywsgi import WSGIServer
from gevent.queue import Queue

orders = Queue()


def pack(order):
    time.sleep(0.01 * order["count"])  # gevent's, by the patch: others run meanwhile
    return f"{order['count']} x {order['item']}, packed by {gevent.getcurrent().name}"


def packer():
    while True:
        order, parcel = orders.get()
        parcel.set(pack(order))


def place_order(order):
    parcel = AsyncResult()
    orders.put((order, parcel))
    return parcel.get()


def answer(environ, start_response):
    if environ["REQUEST_METHOD"] != "POST" or environ["PATH_INFO"] != "/orders":
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b'POST /orders, with {"item": "tea", "count": 2}\n']
    order = json.load(environ["wsgi.input"])
    parcel = place_order(order)
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"parcel": parcel}).encode()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    server = WSGIServer(("127.0.0.1", parser.parse_args().port), answer, log=None)
    for _ in range(2):
        gevent.spawn(packer)
    server.start()
    print(f"Taking orders on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


main()
