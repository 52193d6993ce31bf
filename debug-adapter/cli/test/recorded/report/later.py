"""Is imported by its name, when the package has long been running."""

NAME = __name__
