"""A café whose takings are wrong now and then: guests take turns, and a bookkeeper checks what they paid."""

import random
import time
from queue import Queue
from threading import Thread

from greenlet import greenlet

MENU = {"tea": 350, "coffee": 420, "juice": 290, "cake": 510}  # in cents


class Price:
    """What one thing costs."""

    def __init__(self, item, cents):
        self.item = item
        self.cents = cents

    def reduced(self, percent):
        """What it costs with a voucher."""
        self.cents -= self.cents * percent // 100
        return self


class PriceList:
    """Finds prices, and remembers them: each is looked up once."""

    def __init__(self, menu):
        self._menu = menu
        self._known = {}

    def price_of(self, item):
        if item not in self._known:
            self._known[item] = Price(item, self._menu[item])
        return self._known[item]


class Guest(greenlet):
    """Orders a few things, with others before, between and after."""

    def __init__(self, number, prices, receipts):
        super().__init__()
        self.number = number
        self.name = f"guest {number}"  # what the debugger calls it
        self.has_voucher = random.random() < 0.05
        self._prices = prices
        self._receipts = receipts

    def run(self):
        paid = {}
        for item in random.sample(list(MENU), random.randint(1, 3)):
            price = self._prices.price_of(item)
            if self.has_voucher:
                price = price.reduced(20)
            paid[item] = price.cents
            self.parent.switch()
        self._receipts.put((self, paid))


def serve(guests):
    """Let guests take turns until all have paid."""
    while guests:
        guest = random.choice(guests)
        guest.switch()
        time.sleep(random.random() / 100)
        if guest.dead:
            guests.remove(guest)


def keep_books(receipts):
    """Add up what guests paid, and check it."""
    takings = 0
    for guest, paid in iter(receipts.get, None):
        for item, cents in paid.items():
            if not guest.has_voucher and cents != MENU[item]:
                raise ValueError(f"{guest.name} paid {cents} for {item} instead of {MENU[item]}")
            takings += cents
    print(f"Takings: {takings / 100:.2f}")


def main():
    prices, receipts = PriceList(MENU), Queue()
    bookkeeper = Thread(target=keep_books, args=(receipts,), name="bookkeeper")
    bookkeeper.start()
    for day in range(3):
        serve([Guest(number, prices, receipts) for number in range(10 * day, 10 * day + 10)])
    receipts.put(None)
    bookkeeper.join()


main()
