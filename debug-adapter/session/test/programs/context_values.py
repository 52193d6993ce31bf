"""Context variables of greenlets that sleep, one of them in a context that it has entered."""
import contextvars
from greenlet import getcurrent, greenlet

request = contextvars.ContextVar("request", default="none")
first = contextvars.ContextVar("same name")
second = contextvars.ContextVar("same name")


def sleeper():
    request.set("of the sleeper")
    first.set(1)
    second.set(2)
    main.switch()
    print("sleeper has", request.get(), first.get(), second.get())


def entered():
    request.set("of the entered one")
    main.switch()
    print("entered has", request.get())


def in_a_copy():
    contextvars.copy_context().run(entered)


def bare():
    main.switch()
    print("bare has", request.get())


main = getcurrent()
request.set("of main")
greenlets = [greenlet(sleeper), greenlet(in_a_copy), greenlet(bare)]
for each in greenlets:
    each.switch()
print("here")  # @look
for each in greenlets:
    each.switch()
print("main has", request.get())
