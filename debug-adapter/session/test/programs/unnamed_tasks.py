"""Tasks that nobody names, of a loop whose task factory has it call them nothing, either."""

import asyncio


async def wait():
    await asyncio.sleep(9)


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(wait()) for _ in range(2)]
    tasks.append(asyncio.create_task(wait(), name="named"))
    print(f"{len(tasks)} wait")  # @look


asyncio.run(main())
