"""Computes for a while, for a replay to be paused in."""


def compute(count):
    whole = number = 0
    print("begun", flush=True)
    for number in range(count):
        whole = (whole + number) % 1000  # @compute
    return whole


print(compute(20_000_000), flush=True)  # @begin
