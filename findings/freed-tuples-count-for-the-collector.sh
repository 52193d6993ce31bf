#!/bin/sh
# CPython 3.13's collector of garbage, and its free lists.
#
# One would guess: the young objects that the collector counts are those that live. What makes a
# thousand tuples and drops them leaves the count as it was, as with a thousand lists; and if it
# does not, it does so each time.
#
# What happens: up to 2,000 tuples of each size are kept when they die, and what is kept is not
# counted off. So the first thousand goes on counting, though nothing of it lives, and brings the next
# collection nearer; a later thousand is made of the kept ones, and is not counted at all. A full
# collection empties the lists, and the next thousand counts again. Of lists and dictionaries only 80
# are kept. Whoever looks for what a piece of code costs the collector sees it in the first call
# alone, and not in those that are measured after it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >counts.py <<'PYTHON'
import gc
import sys

KINDS = {
    "tuples": lambda number: (number, number, number),
    "lists": lambda number: [number, number, number],
    "sets": lambda number: {number},
}

def make(kind):
    everyone = [kind(number) for number in range(1000)]

def counted(kind):
    before = gc.get_count()[0]
    make(kind)
    # In hundreds: a few are the measurement's own.
    return round(gc.get_count()[0] - before, -2)

told = [f"Python {sys.version.split()[0]}, young objects counted after a thousand were made and dropped:"]
gc.disable()
for name, kind in KINDS.items():
    gc.collect()
    row = [counted(kind) for _ in range(3)]
    gc.collect()
    told.append(f"{name}: {row}, and {counted(kind)} after a full collection")
"\n".join(told)
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('counts.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, young objects counted after a thousand were made and dropped:
tuples: [1000, 0, 0], and 1000 after a full collection
lists: [100, 0, 0], and 100 after a full collection
sets: [0, 0, 0], and 0 after a full collection
TEXT
