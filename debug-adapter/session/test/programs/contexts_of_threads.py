"""Context variables of threads that each have values of their own, one of them in an event loop."""
import asyncio
import contextvars
import decimal
import threading

request = contextvars.ContextVar("request", default="none")
user = contextvars.ContextVar("user")
read = request.get
variables = {"request": request}
have_begun = threading.Barrier(3)
may_end = threading.Event()


class Page:
    shown = request

    def __repr__(self):
        return f"page of {user.get()}"


def current_user():
    return user.get()


def change():
    user.set("changed")
    decimal.getcontext().prec = 3
    return len(user.get())


def begin(name):
    request.set(f"of {name}")
    user.set(f"user of {name}")
    have_begun.wait()


def wait(page):
    number = 41
    begin("waiter")
    may_end.wait()  # @waits
    print("waiter has", request.get(), user.get(), page is None, number)


async def task():
    begin("task")
    may_end.wait()
    print("task has", request.get(), user.get())


threads = [
    threading.Thread(target=wait, args=(Page(),), name="waiter"),
    threading.Thread(target=lambda: asyncio.run(task()), name="loop"),
]
for thread in threads:
    thread.start()
begin("main")
print("all have begun")  # @begun
may_end.set()
for thread in threads:
    thread.join()
print("main has", request.get(), user.get(), decimal.getcontext().prec)
