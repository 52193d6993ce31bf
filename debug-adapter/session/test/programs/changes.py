"""Variables of all kinds that are set, and what is wrong with them only later."""


class Price:
    def __init__(self, amount):
        self.amount = amount


class Slotted:
    __slots__ = ("value",)


table = {"apples": 1, "pears": 2}
price = Price(5)
slotted = Slotted()
slotted.value = "first"
items = [1, 2, 3]
counter = 0


def count():
    global counter
    counter += 1  # @counter


def spoil(some):
    some.amount = -1  # @attribute
    slotted.value = None  # @slot
    table["pears"] = "spoiled"  # @entry
    items[1] = None  # @item


def work():
    total = 0
    shared = "begun"

    def change():
        nonlocal shared
        shared = "changed"  # @closure

    change()
    for number in range(3):
        total += number  # @local
        count()
    spoil(price)
    return total, shared  # @end


print(work())
