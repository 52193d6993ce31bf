import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { importedMemoryLimits } from '../runtime/moduleMemory.ts';
import { GuestWorker } from '../runtime/node/guestWorker.ts';
import { findPython, type PythonDistribution } from '../session/node/distribution.ts';
import { pythonGuest } from '../session/python/interpreter.ts';

const SCRIPTS = path.join(import.meta.dirname, 'test');

/** The import of the memory, up to its flags: maximum and shared (WebAssembly's threads proposal). */
const SHARED_IMPORT = Buffer.from('\x03env\x06memory\x02\x03', 'latin1');

/** The module with a memory that is not shared: one bit is all that it asks for. */
function unshare(binary: Buffer): Buffer {
  const flags = binary.indexOf(SHARED_IMPORT) + SHARED_IMPORT.length - 1;
  binary.writeUInt8(1, flags);
  return binary;
}

test('Python, its threads and greenlets run on memory that is not shared', async t => {
  const python = findPython() as PythonDistribution;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unshared-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const program = path.join(folder, 'python.wasm');
  const binary = unshare(fs.readFileSync(python.interpreter));
  assert.equal(importedMemoryLimits(binary)?.isShared, false);
  fs.writeFileSync(program, binary);
  const { codeFile: _, ...start } = pythonGuest(python, {
    args: [path.join(SCRIPTS, 'use_threads.py')],
    env: {},
    cwd: '/tmp',
    mounts: [{ kind: 'directory', point: SCRIPTS, source: SCRIPTS, isReadOnly: true }],
    network: 'loopback',
    packages: [],
  });
  const guest = new GuestWorker({ ...start, program, output: 'message' });
  let printed = '';
  guest.on('output', (_stream, bytes) => {
    printed += Buffer.from(bytes).toString();
  });
  const end = await new Promise(resolve => guest.once('ended', resolve));
  assert.equal(
    printed,
    `[0, 2, 4, 6, 8]
[2584, 4181, 6765]
[[10, 11, 12], [20, 21, 22]]
90000000
b'HELLO\\n' 55
`,
  );
  assert.deepEqual(end, { kind: 'exited', code: 0 });
});
