"""Exceptions that switches bring, and others that they do not bring."""
from greenlet import GreenletExit, getcurrent, greenlet

main = getcurrent()


def catcher():
    while True:
        try:
            main.switch()
        except ValueError:
            int("9")
        try:
            int("no number")
        except ValueError:
            pass


def faulty():
    raise LookupError("for the parent")


def thrower(target):
    target.throw(KeyError("by its child"))


def passing_on():
    try:
        int("no number")
    except ValueError as error:
        return error


patient = greenlet(catcher)
patient.switch()
print("watched")  # @watched
patient.switch()
patient.throw(ValueError("by main"))
arguments = (ValueError("with stars"),)
patient.throw(*arguments)
try:
    greenlet(faulty).switch()
except LookupError as error:
    print(error)
child = greenlet(thrower)
try:
    child.switch(main)
except KeyError as error:
    print(error)
del child
try:
    raise greenlet(passing_on).switch()
except ValueError:
    print("given, and raised by main itself")
print(repr(patient.throw(GreenletExit)))
print("end")  # @end
