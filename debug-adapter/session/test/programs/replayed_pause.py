"""Computes for a while, for a replay to be paused in."""


def compute(count):
    whole = 0
    for number in range(count):
        whole = (whole + number) % 1000  # @compute
    return whole


print("begun", flush=True)
print(compute(20_000_000), flush=True)  # @begin
