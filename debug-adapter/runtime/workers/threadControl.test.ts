import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { ThreadControl } from './threadControl.ts';

test('a wait that ends without an answer goes on', async () => {
  const buffer = ThreadControl.allocate();
  const control = new ThreadControl(buffer);
  const thread = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.module).then(({ ThreadControl }) => {
      const control = new ThreadControl(workerData.buffer);
      control.begin();
      parentPort.postMessage(control.waitForResult());
    });`;
  const module = new URL('./threadControl.ts', import.meta.url).href;
  const worker = new Worker(thread, { eval: true, workerData: { buffer, module } });
  const result = once(worker, 'message');
  const cells = new Int32Array(buffer);
  while (Atomics.notify(cells, 0) === 0) await new Promise(setImmediate);
  control.answer(7);
  assert.deepEqual(await result, [7]);
});
