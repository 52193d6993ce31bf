"""Functions in each other."""


class Maker:
    @staticmethod
    def make(text):  # @make
        def inner():
            return (text, "☃☃ 🎈",)  # @inner

        text = inner()  # @method
        return text


lambdas = [lambda n: (n, 2)]  # @lambda

Maker.make("x")
for each in lambdas:
    each(1)
print(end := "module")  # @module
