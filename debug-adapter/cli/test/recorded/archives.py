"""Archives of every kind, made of random and of repeated bytes, and read again."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tempfile
import zipfile
from pathlib import Path

FOLDER = Path(tempfile.gettempdir())
MADE = FOLDER / "made.zip"
EXTRACTED = FOLDER / "extracted"
DATA = os.urandom(20_000) + b"again " * 20_000
for module in (gzip, bz2, lzma):
    try:
        packed = module.compress(DATA)
        print(module.__name__, len(packed) < len(DATA), module.decompress(packed) == DATA)
    except (ImportError, NotImplementedError) as error:
        print(error)
with zipfile.ZipFile(MADE, "w", zipfile.ZIP_DEFLATED) as archive:
    for number in range(50):
        archive.writestr(f"folder/{number}.bin", DATA[number * 100 :][:5000])
with zipfile.ZipFile(MADE) as archive:
    print(archive.testzip(), len(archive.namelist()), len(archive.read("folder/7.bin")))
made = io.BytesIO()
with tarfile.open(fileobj=made, mode="w:gz") as archive:
    archive.add(MADE, "inner.zip")
made.seek(0)
with tarfile.open(fileobj=made) as archive:
    archive.extractall(EXTRACTED, filter="data")
print((EXTRACTED / "inner.zip").stat().st_size == MADE.stat().st_size)
