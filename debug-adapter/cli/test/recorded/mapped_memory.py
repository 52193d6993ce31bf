"""Memory that is mapped, and buffers that share it with arrays, views and structures."""

import array
import ctypes
import mmap
import os
import tempfile

with mmap.mmap(-1, 1 << 20) as area:
    area[100:105] = b"bytes"
    print(area.find(b"bytes"), len(area))
    with memoryview(area) as view:
        view[200:208] = os.urandom(8)
        print(bytes(view[200:208]).hex())
with tempfile.TemporaryFile() as file:
    file.write(os.urandom(1 << 16))
    file.flush()
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as area:
        print(len(area), area[:4].hex())
numbers = array.array("d", range(100_000))
whole = (ctypes.c_double * len(numbers)).from_buffer(numbers)
whole[3] = 0.5
print(numbers[3], sum(numbers))


class Point(ctypes.Structure):
    """Two numbers that lie in one buffer with others."""

    _fields_ = [("x", ctypes.c_int16), ("y", ctypes.c_int16)]


points = (Point * 1000)()
for index, point in enumerate(points):
    point.x, point.y = index, -index
print(sum(point.x + point.y for point in points), bytes(points)[4:8].hex())
