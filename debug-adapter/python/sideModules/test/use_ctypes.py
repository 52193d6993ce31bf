"""Calls libc by ctypes, and is called back by it."""

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_double, c_int, c_longlong, sizeof

import greenlet
from in_threads import run_in_threads

libc = ctypes.CDLL("libc.so.6")


class Division(Structure):
    """What libc's div returns, by value."""

    _fields_ = (("quotient", c_int), ("remainder", c_int))


def call():
    """Values of all kinds, and texts that libc writes."""
    assert libc.strlen(b"greenlet") == 8
    libc.ldexp.argtypes, libc.ldexp.restype = (c_double, c_int), c_double
    assert libc.ldexp(1.5, 4) == 24.0
    libc.llabs.restype = c_longlong
    assert libc.llabs(c_longlong(-(2**40))) == 2**40
    libc.div.restype = Division
    division = libc.div(17, 5)
    assert (division.quotient, division.remainder) == (3, 2)
    text = ctypes.create_string_buffer(40)
    assert libc.snprintf(text, sizeof(text), b"%s %d %.1f", b"a", 7, c_double(2.5)) == 7
    assert text.value == b"a 7 2.5"
    made = ctypes.c_char_p()
    assert libc.asprintf(byref(made), b"%d-%s", 42, b"abc") == 6
    assert made.value == b"42-abc"
    libc.free(made)
    number = c_int()
    assert libc.sscanf(b"number 42", b"number %d", byref(number)) == 1
    assert number.value == 42
    ctypes.pythonapi.PyObject_Repr.restype = ctypes.py_object
    ctypes.pythonapi.PyObject_Repr.argtypes = (ctypes.py_object,)
    assert ctypes.pythonapi.PyObject_Repr([1]) == "[1]"


def refuse():
    """A call by another type than the function's raises an exception, and says which."""
    try:
        libc.atan2(1, 2)
    except TypeError as error:
        assert "(f64 f64) -> (f64)" in str(error) and "argtypes" in str(error), error
    else:
        raise AssertionError("called all the same")


Compare = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))


def be_called_back():
    """libc sorts by a function of Python's, which switches to another greenlet each time."""
    main = greenlet.getcurrent()
    compared = []

    def note():
        while True:
            compared.append(main.switch())

    notes = greenlet.greenlet(note)
    notes.switch()

    def compare(first, second):
        notes.switch((first[0], second[0]))
        return first[0] - second[0]

    numbers = (c_int * 6)(5, 3, 6, 1, 4, 2)
    libc.qsort(numbers, 6, sizeof(c_int), Compare(compare))
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    assert len(compared) >= 5, compared
    # A greenlet that sleeps inside of libc, while another calls it.
    sleeper = greenlet.greenlet(
        lambda: libc.qsort((c_int * 2)(1, 2), 2, sizeof(c_int), Compare(lambda *_: main.switch(7)))
    )
    assert sleeper.switch() == 7
    be_sorted = (c_int * 2)(2, 1)
    libc.qsort(be_sorted, 2, sizeof(c_int), Compare(lambda first, second: first[0] - second[0]))
    assert list(be_sorted) == [1, 2]
    sleeper.switch(0)
    assert sleeper.dead


def make_many():
    """Functions that are no longer needed give their places back."""
    for number in range(5000):
        assert CFUNCTYPE(c_int, c_int)(lambda value, number=number: value + number)(1) == number + 1


def play():
    """All of it."""
    call()
    refuse()
    be_called_back()


play()
make_many()
run_in_threads(play, 2)
print("libc calls and is called")
