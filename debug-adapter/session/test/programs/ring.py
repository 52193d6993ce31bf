"""Two greenlets that take turns, and end one after the other."""
from greenlet import getcurrent, greenlet


def first():
    for turn in range(3):
        second_greenlet.switch()  # @first_switches
    main.switch("first waits")
    return "first is over"  # @first_ends


def second():
    while True:
        first_greenlet.switch()  # @second_switches


main = getcurrent()
first_greenlet = greenlet(first)
second_greenlet = greenlet(second)
print(first_greenlet.switch())  # @begin
print(first_greenlet.switch())  # @resume
print("end")  # @end
