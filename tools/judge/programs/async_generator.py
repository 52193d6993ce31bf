async def numbers():
    for n in range(3):
        yield n  # @yield


async def collect():
    found = []
    async for n in numbers():  # @for
        found.append(n)  # @append
    return found  # @return


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(drive(collect()))  # @end
