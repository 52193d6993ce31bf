"""Lines of which nothing is left when what they call returns."""


class Cell:
    kept = 0

    @property
    def value(self):
        return self.kept

    @value.setter
    def value(self, value):
        self.kept = value

    @value.deleter
    def value(self):
        self.kept = None

    def __setitem__(self, key, value):
        self.kept = key + value

    def __delitem__(self, key):
        pass

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def __iadd__(self, other):
        return self


class Bare:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


def call():
    return 1


def main():
    cell = Cell()
    cell.value = 1  # @set
    cell[1] = 2  # @setitem
    cell[1] += 0 if cell is None else call()  # @augmented
    return cell


def more(cell):
    del cell[1]  # @delitem
    del cell.value  # @del
    cell.other = 3  # @setattr
    cell += 1  # @iadd
    call()  # @call
    with Bare():  # @with
        cell.value = 4  # @body
    for turn in range(2):
        cell.value = turn  # @loop
    cell.value  # @get


Cell.__getitem__ = lambda self, key: 0
more(main())
print("end")
