import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { GuestThread } from './guestThread.ts';

/** Two programs that cannot be read, which is found out when they run. */
const [program, other] = ['program', 'other'].map(name => path.join(import.meta.dirname, name));

describe('the thread of a guest to be', () => {
  test('is taken for the program that it was prepared for, and once', () => {
    const prepared = new GuestThread({ program: program as string });
    GuestThread.adopt(prepared);
    const threads = [
      GuestThread.for({ program: other as string }),
      GuestThread.for({ program: program as string, codeFile: 'code' }),
      GuestThread.for({ program: program as string }),
      GuestThread.for({ program: program as string }),
    ];
    assert.deepEqual(
      threads.map(thread => thread === prepared),
      [false, false, true, false],
    );
  });

  test('is not taken when it has ended', async () => {
    const prepared = new GuestThread({ program: program as string });
    GuestThread.adopt(prepared);
    await prepared.terminate();
    assert.notEqual(GuestThread.for({ program: program as string }), prepared);
  });
});
