import os
import sys

how, progress = sys.argv[1:]
line = "x" * 99 + "\n"
with open(progress, "ab", buffering=0) as counter:
    while True:
        for _ in range(10):
            if how == "print":
                print(line, end="")
            elif how == "write":
                os.write(1, line.encode())
            else:
                sys.stderr.write(line)
        counter.write(b".")
