"""Every way in which control can pass from one greenlet to another."""
from greenlet import GreenletExit, getcurrent, greenlet

main = getcurrent()


def worker():
    received = main.switch("ready")  # @worker_first
    try:
        main.switch(received)  # @worker_waits
    except ValueError as error:  # @worker_catches
        main.switch(f"caught {error}")


def fresh(value):
    return value + 1  # @fresh


def to_the_dead():
    dead.switch("up")  # @to_dead
    print("never")


suspended = greenlet(worker)
print(suspended.switch())  # @start
print(suspended.switch(1))  # @resume
print(suspended.throw(ValueError("thrown")))  # @throw
pending = greenlet(fresh)
try:
    pending.throw(ValueError("too early"))  # @throw_pending
except ValueError as error:
    print(error)  # @caught_pending
dead = pending
print(dead.switch(3))  # @dead
print(dead.throw(GreenletExit))  # @throw_dead
print(greenlet(to_the_dead).switch())  # @nested
print(suspended.switch(greenlet(fresh).switch(4)))  # @two_on_a_line
print("end")  # @end
