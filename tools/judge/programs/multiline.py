def build(*parts):
    return "-".join(parts)


text = build(  # @call
    "one",
    "two",
    build("three", "four"),  # @inner
)
print(
    text,
    text.upper(),
)  # @end
