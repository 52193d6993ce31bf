"""Data of ctypes, some of which lead to where there is no memory."""
from ctypes import (
    POINTER,
    BigEndianStructure,
    Structure,
    Union,
    c_char_p,
    c_float,
    c_int,
    c_short,
    cast,
    pointer,
    py_object,
)


class Part(Union):
    _fields_ = [("number", c_int), ("ratio", c_float), ("text", c_char_p)]


class Whole(Structure):
    _anonymous_ = ["part"]
    _fields_ = [
        ("size", c_short),
        ("flag", c_int, 3),
        ("part", Part),
        ("row", c_int * 2),
        ("next", POINTER(c_int)),
        ("owner", py_object),
    ]


class Swapped(BigEndianStructure):
    _fields_ = [("size", c_int)]


def look():
    whole = Whole(7, 2, row=(3, 4))
    whole.number = -16
    swapped = Swapped(5)
    row = (c_int * 3)(1, 2, 3)
    texts = (c_char_p * 2)(b"a", None)
    lost_texts = cast(pointer((c_int * 2)(-16, -16)), POINTER(c_char_p * 2))[0]
    text = c_char_p(b"text")
    lost_text = cast(-16, c_char_p)
    lost_pointer = cast(-16, POINTER(c_char_p))
    number = c_int(5)
    print("still there")  # @look


look()
