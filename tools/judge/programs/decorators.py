import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **options):
        result = function(*args, **options)  # @wrapped
        return result

    return wrapper


@logged
def greet(name, mark="!"):
    return name + mark  # @greet


print(greet("Ada"))  # @call
print(greet("Bob", mark="?"))
