def counter(start):
    count = start

    def bump(by):
        nonlocal count
        count += by  # @bump
        return count

    return bump


bump = counter(10)
print(bump(5))  # @call
print(bump(1))
