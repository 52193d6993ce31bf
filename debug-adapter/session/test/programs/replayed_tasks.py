"""Tasks that wait for one another, for a replay to go back in."""
import asyncio


async def fetch(number):
    await asyncio.sleep(0.01 * number)  # @waits
    result = number * 10  # @fetched
    return result


async def main():
    tasks = [asyncio.create_task(fetch(number)) for number in range(3)]
    results = await asyncio.gather(*tasks)  # @gather
    return sum(results)  # @sum


print(asyncio.run(main()))  # @end
