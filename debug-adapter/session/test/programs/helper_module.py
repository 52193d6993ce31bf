visited = []


def visit(number):
    visited.append(number)  # @visit
