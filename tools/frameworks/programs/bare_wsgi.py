"""A service in bare WSGI, which a server that is started by its name imports."""

import time


def compose(name):
    time.sleep(0)
    return f"Hello, {name}!"


def greet(name):
    greeting = compose(name)  # @stop
    return greeting  # @after


def app(environ, start_response):
    greeting = greet(environ["PATH_INFO"].removeprefix("/greet/"))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [greeting.encode()]
