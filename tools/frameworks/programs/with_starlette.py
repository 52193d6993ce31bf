"""A service with Starlette, whose functions that are not `async` run in threads."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route


def compose(name):
    return f"Hello, {name}!"


def greet(request):
    name = request.path_params["name"]
    greeting = compose(name)  # @stop
    return PlainTextResponse(greeting)  # @after


app = Starlette(routes=[Route("/greet/{name}", greet)])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
