import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { compileGuestProgram } from '../../python/toolchain.ts';
import { runGuest } from '../test/runGuest.ts';

const GUEST = path.join(import.meta.dirname, '../test/guests/threads.c');

test('threads have stacks and variables of their own, wait for one another, and end', async () => {
  const { end, stdout, warnings } = await runGuest(await compileGuestProgram(GUEST));
  assert.deepEqual(warnings, []);
  assert.deepEqual({ end, stdout }, { end: { kind: 'exited', code: 0 }, stdout: 'done\n' });
});
