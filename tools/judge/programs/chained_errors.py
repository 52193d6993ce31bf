def low():
    raise ValueError("low")  # @low


def high():
    try:
        low()
    except ValueError as error:
        raise RuntimeError("high") from error  # @high


try:
    high()  # @call
except RuntimeError as error:
    print(type(error.__cause__).__name__)  # @handler
high()
