"""Memory that grows, is compressed, hashed and given back; and output that fills pipes."""

import gc
import hashlib
import os
import sys
import zlib

blocks = [os.urandom(1 << 16) * 16 for _ in range(30)]
print([hashlib.sha256(block).hexdigest()[:8] for block in blocks])
packed = [zlib.compress(block) for block in blocks]
print(sum(map(len, packed)))
del blocks[::2]
gc.collect()
for index in range(2000):
    sys.stdout.write(f"{index} " * 30 + "\n")
