class Money:
    def __init__(self, amount):
        self.amount = amount

    def __add__(self, other):
        return Money(self.amount + other.amount)  # @add

    def __eq__(self, other):
        return self.amount == other.amount  # @eq

    def __repr__(self):
        return f"Money({self.amount})"

    def __bool__(self):
        return self.amount > 0  # @bool


total = Money(1) + Money(2)  # @sum
if total == Money(3):  # @compare
    print(total)  # @same
print(bool(total))  # @truth
