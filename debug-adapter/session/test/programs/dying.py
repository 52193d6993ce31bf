"""Greenlets that end in each of the ways there are."""
from greenlet import getcurrent, greenlet


def returns():
    value = "result"  # @returns
    return value  # @last


def raises():
    raise KeyError("lost")  # @raises


def grandchild():
    return "from below"  # @grandchild


def child():
    inner = greenlet(grandchild)
    answer = inner.switch()  # @into_grandchild
    return answer.upper()  # @after_grandchild


def killed():
    try:
        main.switch("ready")  # @sleeps
    finally:
        print("cleaning up")  # @cleanup


main = getcurrent()
first = greenlet(returns)
print(first.switch())  # @first
second = greenlet(raises)
try:
    second.switch()  # @second
except KeyError as error:
    print("caught", error)  # @caught
third = greenlet(child)
print(third.switch())  # @third
fourth = greenlet(killed)
print(fourth.switch())  # @fourth
fourth.throw()  # @throw
print("end")  # @end
