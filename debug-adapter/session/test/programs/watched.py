"""Variables that change in many ways."""
from greenlet import getcurrent, greenlet


class Box:
    def __init__(self):
        self.content = None


class Slotted:
    __slots__ = ("value",)

    @property
    def computed(self):
        return self.value


total = 0
box = Box()
slotted = Slotted()
items = [1, 2, 3]
table = {"key": 1}


def add(amount):
    global total
    total += amount


def sleeper():
    local = 1
    main.switch()  # @asleep
    local = 1
    box.content = "from the sleeper"
    local = local + 1
    return local


def work():
    count = 0  # @work
    count = 0
    for number in range(3):
        count += number
    add(5)
    setattr(box, "content", 1)
    slotted.value = 7
    items[1] = "two"
    table.update(key=2)
    shared = 0

    def change():
        nonlocal shared
        shared = 1

    change()
    sleeping.switch()
    return count


main = getcurrent()
sleeping = greenlet(sleeper)
sleeping.switch()
work()
box = None
print("done")
