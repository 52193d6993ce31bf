"""Recurses almost as deep as Python lets it, and then deeper."""


def deepest(depth):
    try:
        return deepest(depth + 1)
    except RecursionError:
        return depth


def dive(depth):
    if depth == 0:
        return "surfaced"  # @bottom
    return dive(depth - 1)


def sink():
    sink()


# What a debugger does at the bottom needs some room itself.
print(dive(deepest(0) - 2))
sink()
