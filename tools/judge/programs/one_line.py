def area(width): return width * width  # @area


square = lambda number: number * number  # @lambda


class Shape:
    def corners(self): return 4  # @method


async def fetch(): return 1  # @coroutine


def numbers(): yield 1; yield 2  # @generator


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


for turn in range(3):  # @loop
    area(turn) + square(turn)
    Shape().corners()
    drive(fetch())
    sum(numbers())
    sum(each + 1 for each in [1, 2])  # @expression
