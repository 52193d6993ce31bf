level = 1


def change():
    global level
    level += 1  # @change
    return level


change()  # @call
print(level)  # @end
