first = 1


def function(:  # @fault
    pass
