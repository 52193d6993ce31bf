import helper_module


def count():
    for number in range(10):
        helper_module.visit(number)  # @loop


count()

# nothing here


def never_called(
    argument,
):
    """Says nothing."""
    return argument  # @body


print("done")  # @done
