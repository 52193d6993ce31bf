def inner():
    received = yield 1  # @first
    print("received", received)  # @received
    return "inner is over"


def outer():
    result = yield from inner()  # @delegate
    print(result)  # @result
    yield 2


generator = outer()
next(generator)  # @start
generator.send("value")  # @send
print("end")  # @end
