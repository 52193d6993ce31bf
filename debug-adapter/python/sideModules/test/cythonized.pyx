"""An extension module in Cython: classes, generators, exceptions, callbacks, loops without the GIL."""

from libc.math cimport sqrt
from libc.stdlib cimport free, malloc


cdef class Point:
    """A class whose attributes are C's."""

    cdef public double x, y
    cdef readonly list log

    def __init__(self, double x, double y=0):
        self.x, self.y = x, y
        self.log = []

    @property
    def length(self):
        return sqrt(self.x * self.x + self.y * self.y)

    cpdef Point plus(self, Point other):
        self.log.append("plus")
        return Point(self.x + other.x, self.y + other.y)

    cdef double product(self, Point other):
        return self.x * other.x + self.y * other.y

    def times(self, Point other):
        return self.product(other)

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x and self.y == other.y

    def __getitem__(self, int index):
        if index == 0:
            return self.x
        if index == 1:
            return self.y
        raise IndexError(f"a point has no coordinate {index}")

    def __repr__(self):
        return f"Point({self.x:g}, {self.y:g})"


cdef class Twice(Point):
    """Overrides what the class has in C."""

    cpdef Point plus(self, Point other):
        return Point.plus(self, Point.plus(other, other))

    cdef double product(self, Point other):
        return 2 * Point.product(self, other)


cpdef long fibonacci(long n) except -1:
    """The nth number; an exception passes through every call in C."""
    if n < 0:
        raise ValueError(f"there is no number {n}")
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def countdown(int start):
    """A generator that takes values, and tidies up."""
    cdef int number = start
    try:
        while number > 0:
            taken = yield number
            number -= 1 if taken is None else taken
    finally:
        closed.append(start)
    return "done"


closed = []


async def gather(source):
    """A coroutine with what a source gives."""
    return [item async for item in source]


def call(function, *arguments, **named):
    """Calls back; the function may switch to another greenlet."""
    before = len(arguments)
    result = function(*arguments, **named)
    assert before == len(arguments)
    return result


cdef long add_up(long start, long (*step)(object, long) except? -1, object context) except? -1:
    cdef long total = start, index
    for index in range(3):
        total += step(context, index)
    return total


cdef long ask(object function, long index) except? -1:
    return function(index)


def add_up_by(function, long start=0):
    """Calls back through a pointer to a function in C."""
    return add_up(start, ask, function)


def catch(function, *arguments):
    """The name and the text of the exception of a call."""
    try:
        function(*arguments)
    except (ValueError, ZeroDivisionError) as error:
        return type(error).__name__, str(error)
    except BaseException as error:
        return "other", type(error).__name__
    else:
        return None
    finally:
        caught.append(function)


caught = []


def sum_of_squares(long count):
    """Adds up without the GIL, in memory of its own."""
    cdef long index
    cdef long long total = 0
    cdef long *squares = <long *>malloc(count * sizeof(long))
    if squares is NULL:
        raise MemoryError()
    with nogil:
        for index in range(count):
            squares[index] = index * index
        for index in range(count):
            total += squares[index]
            if index % 1000 == 0:
                with gil:
                    progress.append(index)
    free(squares)
    return total


progress = []


def view_of(double[:] numbers not None):
    """Doubles what a buffer has, in place."""
    cdef Py_ssize_t index
    for index in range(numbers.shape[0]):
        numbers[index] *= 2
    return numbers.shape[0]


def closures(int count):
    """Functions that have a variable of this one in common."""
    total = 0

    def make(step):
        def add():
            nonlocal total
            total += step
            return total

        return add

    return [make(step) for step in range(count)]
