import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHandled } from './exceptionTable.ts';

test('the table of exceptions tells which units have a handler', () => {
  // From unit 20 on, for 28 units, to 100, and from 48 on, for 800: of the example in CPython's description.
  const table = Uint8Array.of(0x80 | 20, 28, 0x41, 36, 7, 0x80 | 48, 0x4c, 32, 0x41, 36, 7);
  const handled = [19, 20, 47, 48, 847, 848].filter(unit => isHandled(table, unit));
  assert.deepEqual(handled, [20, 47, 48, 847]);
  assert.equal(isHandled(Uint8Array.of(), 0), false);
});
