"""A place to jump about."""
from greenlet import getcurrent, greenlet


def inner():
    return 1  # @inner


def sleeper():
    main.switch()


def run():
    print("start")  # @start
    for number in range(2):
        print("body", number)  # @body
    inner()
    print("middle")
    print("end")  # @end
    return 1


main = getcurrent()
sleeping = greenlet(sleeper)
sleeping.switch()
run()  # @outside
