def describe(value):
    match value:  # @match
        case {"kind": "point", "x": x, "y": y}:
            return f"point {x} {y}"
        case [first, *rest]:
            return f"list {first} {rest}"  # @list
        case int() | float():
            return "number"  # @number
        case _:
            return "other"


print(describe({"kind": "point", "x": 1, "y": 2}))
print(describe([1, 2, 3]))
print(describe(4.5))
