add = lambda a, b: a + b  # noqa: E731
pairs = [(2, "b"), (1, "a")]
total = add(1, 2)  # @add
ordered = sorted(pairs, key=lambda pair: pair[0])  # @sorted
mapped = list(map(lambda pair: pair[1], ordered))  # @map
print(total, ordered, mapped)  # @end
