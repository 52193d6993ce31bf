"""What is called when objects go: weak references, finalizers, the collector, and the end."""

import atexit
import gc
import os
import threading
import time
import weakref


class Node:
    """Refers to itself by another."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.other: Node | None = None

    def __del__(self) -> None:
        gone.append(self.number)


gone: list[int] = []
called: list[str] = []
gc.callbacks.append(lambda phase, info: called.append(f"{phase} {info['generation']}"))
cache: weakref.WeakValueDictionary[int, Node] = weakref.WeakValueDictionary()
for number in range(3000):
    node = Node(number)
    node.other = Node(-number)
    node.other.other = node
    cache[number] = node
print(len(cache), len(gone), len(called), gc.get_count())
del node
gc.collect()
print(len(cache), len(gone), len(called))

held = Node(7777)
weakref.finalize(held, print, "finalized")
reference = weakref.ref(held, lambda _: print("called back"))
resurrected: list[object] = []
del held
print(reference() is None)
atexit.register(print, "at exit")
threading.Thread(target=lambda: (time.sleep(0.005), print("a thread ends")), daemon=False).start()
print(hash(os.urandom(4)) is not None)
