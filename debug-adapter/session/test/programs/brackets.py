"""A module
of statements over several lines."""  # @module_text
import functools


def options(
    width,
    height=2,
):  # @head_end
    """What it says

    ends here."""  # @function_text
    return dict(
        width=width,
        height=height,
        # nothing
    )  # @return_end


def following():  # @following
    text = """one
    two
    """  # @text_end
    # between  # @between
    return text  # @after


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
    """A class
    """

    corners = {
        "left": 1,
        # the last one  # @comment_inside
    }  # @dict_end


with open(
    __file__,
) as file:  # @with_end
    try:
        options(1)
    except (
        ValueError,
    ):  # @except_end
        pass
match options(
    3,
):  # @match_end
    case {
        "width": 4,
    }:  # @case_end
        pass
following()
cached(5)
