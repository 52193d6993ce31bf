"""A service with eventlet, each request of which is served by a greenlet of the hub."""

import sys

import eventlet
from eventlet import wsgi


def compose(name):
    eventlet.sleep(0)
    return f"Hello, {name}!"


def greet(environ, start_response):
    name = environ["PATH_INFO"].removeprefix("/greet/")
    greeting = eventlet.spawn(compose, name).wait()  # @stop
    start_response("200 OK", [("Content-Type", "text/plain")])  # @after
    return [greeting.encode()]


wsgi.server(eventlet.listen(("127.0.0.1", int(sys.argv[1]))), greet)
