import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHistory } from './memoryHistory.ts';

const PAGE = 4096;

/** A memory of some pages, each with another byte in it. */
function pages(...bytes: number[]): ArrayBuffer {
  const memory = new Uint8Array(bytes.length * PAGE);
  for (const [page, byte] of bytes.entries()) memory[page * PAGE + 7 * page] = byte;
  return memory.buffer;
}

test('has what memory had at each moment, also where it went to and fro', () => {
  const history = new MemoryHistory(100 * PAGE);
  const moments = [pages(1, 2, 3), pages(1, 9, 3), pages(1, 9, 3), pages(4, 2, 3), pages(1, 2, 8)];
  for (const memory of moments) history.note(memory);
  assert.equal(history.count, moments.length);
  for (const [index, memory] of moments.entries()) {
    const copy = history.copy(moments.length - 1 - index);
    assert.deepEqual(copy, new Uint8Array(memory), `moment ${index}`);
  }
});

test('is not changed by what becomes of the memory that it was shown, or of its copies', () => {
  const history = new MemoryHistory(100 * PAGE);
  const memory = pages(1, 2);
  history.note(memory);
  new Uint8Array(memory).fill(5);
  history.note(memory);
  history.copy(1).fill(6);
  assert.deepEqual(history.copy(1), new Uint8Array(pages(1, 2)));
  assert.deepEqual(history.copy(0), new Uint8Array(2 * PAGE).fill(5));
});

test('forgets the earliest moments when the changes are too many', () => {
  const history = new MemoryHistory(3 * PAGE);
  for (let moment = 0; moment < 10; moment++) history.note(pages(moment, 0, moment % 2));
  // Of the last changes each has both pages.
  assert.equal(history.count, 2);
  assert.deepEqual(history.copy(1), new Uint8Array(pages(8, 0, 0)));
});

test('begins anew with a memory that has grown, and when it is told to', () => {
  const history = new MemoryHistory(100 * PAGE);
  history.note(pages(1));
  history.note(pages(2));
  history.note(pages(2, 0));
  assert.equal(history.count, 1);
  assert.deepEqual(history.copy(0), new Uint8Array(pages(2, 0)));
  history.forget();
  assert.equal(history.count, 0);
});
