"""Functions of the program that C code calls, more than once."""


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


class Word:
    def __init__(self, text):
        self.text = text

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self.text == other.text

    def __lt__(self, other):
        return self.text < other.text


def key(number):
    doubled = number * 2
    return -doubled


def is_even(number):
    return number % 2 == 0


def main():
    rows = [3, 1, 2]
    ordered = sorted(rows, key=key)  # @sorted
    rows.sort(key=lambda row: row)  # @sort
    doubled = list(map(key, rows))  # @map
    some = any(map(is_even, rows))  # @any
    kept = list(filter(is_even, rows))  # @filter
    least = min(rows, key=key)  # @min
    words = {Word("a"), Word("b"), Word("a")}  # @set
    found = Word("b") in [Word("a"), Word("b")]  # @in
    first, second = Countdown(2)  # @unpack
    rows.extend(Countdown(2))  # @extend
    total = sum(Countdown(3))  # @sum
    print(ordered, doubled, some, kept, least, len(words), found, first, second, total)


main()
