#!/bin/sh
# CPython 3.13, `frame.f_locals` (PEP 667) as the namespace of exec().
#
# One would guess: since PEP 667, what exec() does to `frame.f_locals` happens to the variables of the
# function: it reads and sets them, and so `del` deletes one, or says that it cannot.
#
# What happens: the mapping refuses to delete a local variable, with a ValueError that says so. But the
# instruction behind `del name` takes any failure of the mapping for a missing key, and raises a
# NameError instead: the variable "is not defined", while the line before has printed it. Nothing
# is deleted. `except ... as name`, where the function has a variable of that name, ends in the same
# NameError when its body is done, as the language deletes the name there; what the body did stays.
# Whoever types into a debugger's console meets both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0

cat >deleting.py <<'PYTHON'
import sys

def outcome(work):
    try:
        return work()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

def function():
    number = 1
    variables = sys._getframe().f_locals
    done = []
    handler = "try: 1 / 0\nexcept ZeroDivisionError as number: done.append('handled')"
    yield "del variables['number']", outcome(lambda: variables.__delitem__("number"))
    yield "del number", outcome(lambda: exec("del number", {}, variables))
    yield "except ... as number", outcome(lambda: exec(handler, {"done": done}, variables))
    yield "what the handler did", done
    yield "number", type(number).__name__

"\n".join([f"Python {sys.version.split()[0]}", *(f"{what}: {how}" for what, how in function())])
PYTHON
cat >run.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
console.log(python.runPython(readFileSync('deleting.py', 'utf8')));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
del variables['number']: ValueError: cannot remove local variables from FrameLocalsProxy
del number: NameError: name 'number' is not defined
except ... as number: NameError: name 'number' is not defined
what the handler did: ['handled']
number: NoneType
TEXT
