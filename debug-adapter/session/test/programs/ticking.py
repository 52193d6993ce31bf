"""Says again and again which run of the program it is."""

import time
from itertools import count

me = time.time_ns()
for number in count(1):
    print(me, "tick", number)
    time.sleep(0.01)
