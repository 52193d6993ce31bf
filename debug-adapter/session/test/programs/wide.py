"""A module of very many names."""

globals().update({f"name{number}": number for number in range(5_000)})


def stand():
    mine = 1  # @stand
    return mine


stand()
