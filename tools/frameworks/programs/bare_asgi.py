"""A service in bare ASGI, which a server that is started by its name imports."""

import asyncio


async def greet(name):
    greeting = await asyncio.sleep(0, f"Hello, {name}!")  # @stop
    return greeting  # @after


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    greeting = await greet(scope["path"].removeprefix("/greet/"))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": greeting.encode()})
