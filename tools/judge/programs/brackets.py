import functools


def options(
    width,
    height=2,
):  # @head_end
    return dict(
        width=width,
        height=height,
    )  # @return_end


def following():
    text = """one
    two
    """  # @text_end
    return text


@functools.lru_cache(
    maxsize=3,
)  # @decorator_end
def cached(number):
    values = [
        number,
        [
            number
        ],
    ]  # @nested_end
    if (
        values
        and number
    ):  # @if_end
        return values


class Shape(
    object,
):  # @class_end
    corners = {
        "left": 1,
        "right": options(2),
    }  # @dict_end


try:
    raise ValueError(
        "text",
    )  # @raise_end
except (
    ValueError,
):  # @except_end
    pass
following()
cached(5)
print(
    "end"
)  # @print_end
