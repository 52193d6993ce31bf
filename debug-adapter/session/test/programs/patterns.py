"""Functions of its own, and of libraries and frozen modules."""
import json
import os.path


def one():
    return os.path.join("a", "b")  # @one


class Shape:
    size = 3

    def area(self):
        return json.dumps([os.path.exists("/")])  # @area


f = lambda: os.path.abspath("c")  # @f

one()
shape = Shape()  # @standing
shape.area()
f()
one()
