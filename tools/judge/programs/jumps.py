def work():
    first = 1  # @first
    second = 2  # @second
    third = 3  # @third
    return first, second, third  # @return


print(work())
