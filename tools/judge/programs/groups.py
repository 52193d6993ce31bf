def failure(number):
    try:
        raise ValueError(number)
    except ValueError as error:
        return error


raise ExceptionGroup("several", [failure(1), failure(2)])  # @raise
