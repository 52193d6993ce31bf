import asyncio
import re


async def child(number):
    await asyncio.sleep(0)  # @sleep
    return number  # @child_ends


async def parent():
    await asyncio.gather(child(1), child(2))  # @gather
    return 3


asyncio.run(parent())


def replace(match):
    return "x"  # @replace


re.sub("a", replace, "aa")
print("end")
