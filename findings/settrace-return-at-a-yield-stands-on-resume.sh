#!/bin/sh
# CPython 3.13, sys.settrace and where a frame stands when it yields.
#
# One would guess: at the "return" event of a `yield`, `frame.f_lasti` is at the instruction that yields, as
# it is at RETURN_VALUE or RETURN_CONST when a function returns. Tracers tell by it a yield from an end,
# and both from an exception, whose "return" event has the argument None, too.
#
# What happens: it is already at the RESUME behind it, where the generator will go on (1 stands for
# "after a yield" in the argument of RESUME). That of an exception is at the instruction that raised it.
# So a tracer has to take a RESUME that does not begin the function for a yield.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >returns.py <<'PYTHON'
import dis
import sys

def yielding():
    yield
    raise ValueError

def returning():
    return

seen = []

def trace(frame, event, argument):
    code = frame.f_code
    if event == "return" and code in (yielding.__code__, returning.__code__):
        at = frame.f_lasti
        place = dis.opname[code.co_code[at]]
        seen.append(f"{code.co_name}: {argument} at {place}, {code.co_code[at + 1] & 3}")
    return trace

def run():
    generator = yielding()
    next(generator)
    try:
        next(generator)
    except ValueError:
        pass
    returning()

sys.settrace(trace)
run()
sys.settrace(None)
"\n".join([f"Python {sys.version.split()[0]}, return events", *seen])
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('returns.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2, return events
yielding: None at RESUME, 1
yielding: None at RAISE_VARARGS, 1
returning: None at RETURN_CONST, 0
TEXT
