#!/bin/sh
# CPython 3.13, the module traceback and long chains of exceptions.
#
# One would guess: traceback.format_exception(error, chain=False) looks at that one exception, so that going
# along a chain and formatting each link takes a time that grows with the chain's length.
#
# What happens: TracebackException takes in the whole chain of causes and contexts, with all stacks, when it
# is made; `chain` only says what is printed of it. Formatting each of N links makes N²/2 of them: a
# debugger that shows the chain link by link waits for minutes at some hundred links. With
# `limit`, each is smaller, and there are as many.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >chain.py <<'PYTHON'
import sys
import traceback

LENGTH = 100

def chain():
    error = None
    for number in range(LENGTH):
        try:
            raise ValueError(number) from error
        except ValueError as caught:
            error = caught
    return error

made = 0
init = traceback.TracebackException.__init__

def counting(self, *args, **options):
    global made
    made += 1
    init(self, *args, **options)

traceback.TracebackException.__init__ = counting
last = chain()
lines = traceback.format_exception(last, chain=False, limit=1)
for_one = made
link, made = last, 0
while link is not None:
    traceback.format_exception(link, chain=False)
    link = link.__cause__
"\n".join([
    f"Python {sys.version.split()[0]}, a chain of {LENGTH}",
    f"to print the last one, of which there are {len(lines)} lines: {for_one} made",
    f"to print each by itself: {made} made",
])
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('chain.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, a chain of 100
to print the last one, of which there are 3 lines: 100 made
to print each by itself: 5050 made
TEXT
