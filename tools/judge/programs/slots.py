class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


vector = Vector(1, 2)
vectors = (vector, Vector(3, 4))
print(vector.x, len(vectors))  # @end
