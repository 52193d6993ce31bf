class Base:
    def __init__(self, name):
        self.name = name  # @base

    def hello(self):
        return f"hello {self.name}"


class Child(Base):
    def __init__(self, name):
        super().__init__(name.upper())  # @super
        self.extra = True

    def hello(self):
        return super().hello() + "!"  # @hello


child = Child("ada")  # @make
print(child.hello())  # @call
