"""Random numbers, clocks, the environment, files that are written, read, listed and removed."""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

print(random.random(), time.time(), time.monotonic_ns(), time.localtime())
print(sorted(os.environ), hash("text"), id(object()), os.urandom(8).hex(), os.getpid())
folder = Path(tempfile.gettempdir()) / "folder"
folder.mkdir()
for index in range(20):
    (folder / f"{index}.txt").write_text(str(random.random()) * 200)
print(sorted(os.listdir(folder)), sum(len(each.read_text()) for each in folder.iterdir()))
print((folder / "3.txt").stat().st_mtime_ns)
(folder / "3.txt").rename(folder / "4.txt")
(folder / "5.txt").unlink()
print({str(random.random()): index for index in range(1000)}.popitem(), len(os.listdir(folder)))
time.sleep(0.02)
print(Path(__file__).stat().st_size, Path.cwd() == Path(os.getcwd()), file=sys.stderr)
