"""Exceptions that a library raises below code of the user's, and that leave that."""

import asyncio
import json


async def sleeper():
    await asyncio.sleep(60)  # @sleeps


class Encoder(json.JSONEncoder):
    def default(self, value):
        return json.loads("{")  # @loads


async def main():
    task = asyncio.create_task(sleeper())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    try:
        json.dumps(object(), cls=Encoder)
    except ValueError:
        print("caught")


asyncio.run(main())
