def add(a, b):
    return a + b  # @add


def numbers():
    yield 1  # @yield
    yield 2
    return 3


class Guard:
    def __enter__(self):
        return self  # @enter

    def __exit__(self, *failure):
        return False  # @exit


def failing():
    try:
        raise ValueError("no")  # @raise
    except ValueError:
        result = "handled"
    finally:
        result = "done"
    return result


def factorial(n):
    if n == 0:
        return 1  # @bottom
    return n * factorial(n - 1)


def key(word):
    return len(word)  # @key


async def child():
    await asyncio_free()
    return 7  # @child


async def asyncio_free():
    return None


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def parent():
    value = await child()  # @await
    return value


def work():
    total = add(1, 2)  # @call
    for number in numbers():  # @for
        total += number
    squares = [n * n for n in (1, 2, 3)]  # @comprehension
    with Guard():  # @with
        total += 1  # @inside
    text = failing()  # @failing
    product = factorial(3)  # @recursion
    words = sorted(["ccc", "a"], key=key)  # @sorted
    value = drive(parent())  # @drive
    nested = add(add(1, 2), add(3, 4))  # @nested
    return total, squares, text, product, words, value, nested  # @return


print(work())  # @top
print("end")  # @end
