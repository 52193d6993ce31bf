"""Classes whose making runs code of the program."""


class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases):
        namespace = {}
        return namespace

    def __new__(cls, name, bases, namespace):
        made = super().__new__(cls, name, bases, namespace)
        return made

    def __init__(cls, name, bases, namespace):
        cls.tag = name

    def __call__(cls, *arguments):
        made = super().__call__(*arguments)
        return made


class Field:
    def __set_name__(self, owner, name):
        self.name = name


class Base:
    def __init_subclass__(cls):
        cls.order = 1


class Made(metaclass=Meta):  # @meta
    size = 1

    def __init__(self, value):
        self.value = value


class Sub(Base):  # @sub
    one = Field()
    two = Field()


made = Made(3)  # @make
print(made.value, Made.tag, Sub.order, Sub.one.name)
