import assert from 'node:assert/strict';
import { test } from 'node:test';
import initializeWabt from 'wabt';
import { importedMemoryLimits } from './moduleMemory.ts';

const wabt = await initializeWabt();

function limitsOf(text: string): ReturnType<typeof importedMemoryLimits> {
  const features = { threads: true, exceptions: true, bulk_memory: true };
  return importedMemoryLimits(wabt.parseWat('test.wat', text, features).toBinary({}).buffer);
}

test('finds the limits behind imports of every other kind', () => {
  assert.deepEqual(
    limitsOf(`(module
      (type $t (func (param i32)))
      (import "e" "function" (func (type $t)))
      (import "e" "table" (table 1 2 funcref))
      (import "e" "global" (global i32))
      (import "e" "tag" (tag (type $t)))
      (import "env" "memory" (memory 320 65536 shared)))`),
    { initial: 320, maximum: 65_536, isShared: true },
  );
});

test('a memory without a maximum', () => {
  assert.deepEqual(limitsOf('(module (import "env" "memory" (memory 1)))'), {
    initial: 1,
    maximum: undefined,
    isShared: false,
  });
});

test('a module that has its own memory imports none', () => {
  assert.equal(limitsOf('(module (memory 1))'), undefined);
  assert.equal(limitsOf('(module (import "e" "f" (func)) (memory 1))'), undefined);
});
