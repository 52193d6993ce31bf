import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText, encodeText } from './text.ts';

test('text of any bytes comes back as it was', () => {
  for (const bytes of [
    [0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x90, 0x8d],
    [0xef, 0xbb, 0xbf, 0x61],
    [0xef, 0xbf, 0xbd],
    [0x61, 0xff, 0x62, 0xc3],
    [0xed, 0xb2, 0x80],
    [0xc0, 0xaf],
    [0xf0, 0x9f, 0x90],
    [0xef, 0xbf, 0xbd, 0xe2, 0x82],
  ]) {
    assert.deepEqual([...encodeText(decodeText(Uint8Array.from(bytes)))], bytes);
  }
});

test('a byte that is no UTF-8 is what Python makes of it, and no separator', () => {
  assert.equal(decodeText(Uint8Array.of(0x61, 0xff)), 'a\udcff');
  assert.ok(!decodeText(Uint8Array.of(0xc0, 0xaf)).includes('/'));
});
