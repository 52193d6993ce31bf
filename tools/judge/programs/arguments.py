def call(first, /, second=2, *rest, key, **options):
    return first, second, rest, key, options  # @call


print(call(1, key="k"))
print(call(1, 3, 4, 5, key="k", extra=None))  # @second
