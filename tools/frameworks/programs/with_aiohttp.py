"""A service with aiohttp."""

import asyncio
import sys

from aiohttp import web


async def greet(request):
    name = request.match_info["name"]
    greeting = await asyncio.sleep(0, f"Hello, {name}!")  # @stop
    return web.Response(text=greeting)  # @after


app = web.Application()
app.add_routes([web.get("/greet/{name}", greet)])
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]))
