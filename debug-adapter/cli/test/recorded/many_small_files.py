"""A thousand small files in a tree, and temporary ones: written, walked, copied, removed."""

import glob
import os
import random
import shutil
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as name:
    root = Path(name)
    for number in range(1000):
        folder = root / f"{number % 10}" / f"{number % 7}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_bytes(random.randbytes(number % 50))
    sizes = [
        os.path.getsize(os.path.join(folder, file))
        for folder, _, files in os.walk(root)
        for file in files
    ]
    print(len(sizes), sum(sizes), len(glob.glob(f"{root}/**/*9.txt", recursive=True)))
    shutil.copytree(root / "3", root / "copied")
    (root / "link").symlink_to("copied")
    print(sorted(each.name for each in root.iterdir()), len(list((root / "link").rglob("*"))))
    shutil.rmtree(root / "copied")
    print((root / "link").exists(), (root / "link").is_symlink())
print(root.exists())

with tempfile.NamedTemporaryFile("w+") as file, tempfile.SpooledTemporaryFile(10) as spooled:
    file.write("line\n" * 1000)
    file.seek(0)
    print(len(file.readlines()), os.path.basename(file.name))
    spooled.write(b"more than ten bytes")
    spooled.seek(5)
    print(spooled.read())
descriptor = os.open(os.path.join(tempfile.gettempdir(), "positions"), os.O_RDWR | os.O_CREAT)
os.pwrite(descriptor, b"abcdef", 3)
os.ftruncate(descriptor, 8)
print(os.pread(descriptor, 10, 1), os.lseek(descriptor, 0, os.SEEK_END))
os.close(descriptor)
