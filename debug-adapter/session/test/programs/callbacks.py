"""Functions that C code calls, and lines of which nothing is left when they return."""


class Countdown:
    def __init__(self, start):
        self.left = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return {}

    def __new__(cls, name, bases, namespace):
        return super().__new__(cls, name, bases, namespace)

    def __init__(cls, name, bases, namespace):
        cls.tag = name


class Cell:
    @property
    def value(self):
        return 1

    @value.setter
    def value(self, value):
        self.kept = value

    def __delitem__(self, key):
        pass


def negated(number):
    return -number


def main():
    cell = Cell()
    top = max([1, 2], key=negated)  # @max
    first, second = Countdown(2)  # @unpacks

    class Made(metaclass=Meta):  # @class
        size = 1

    cell.value = 2  # @sets
    del cell[0]  # @deletes
    negated(cell.value)  # @calls
    return top, first, second, Made  # @main_ends


main()


def inner():
    yield 1
    last = 2
    yield last


def outer():
    yield from inner()
    yield from [3, 4]
    return 5


def consume():
    numbers = outer()
    next(numbers)
    next(numbers)  # @resumes
    next(numbers)  # @passes_on
    next(numbers)  # @from_list
    return list(numbers)


consume()
