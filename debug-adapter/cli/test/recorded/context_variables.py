"""Context variables in tasks, threads and greenlets, each with a value of its own."""

import asyncio
import contextvars
import threading
import time

from greenlet import getcurrent, greenlet

request: contextvars.ContextVar[str] = contextvars.ContextVar("request", default="none")


async def handle(name: str) -> str:
    token = request.set(name)
    await asyncio.sleep(0.001)
    seen = await asyncio.to_thread(request.get)
    request.reset(token)
    return f"{seen} {request.get()}"


async def main() -> None:
    print(await asyncio.gather(*(handle(f"task {number}") for number in range(4))))


asyncio.run(main())


def work(name: str) -> None:
    request.set(name)
    time.sleep(0.002)
    print(name, request.get() == name)


threads = [threading.Thread(target=work, args=(f"thread {number}",)) for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

main_greenlet = getcurrent()


def switching(name: str) -> str:
    request.set(name)
    main_greenlet.switch(request.get())
    return request.get()


greenlets = [greenlet(switching) for _ in range(3)]
print([each.switch(f"greenlet {number}") for number, each in enumerate(greenlets)])
print([each.switch() for each in greenlets], request.get())
copied = contextvars.copy_context()
print(copied.run(lambda: request.set("inside") and request.get()), request.get())
