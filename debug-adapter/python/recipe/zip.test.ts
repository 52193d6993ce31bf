import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { zip } from './zip.ts';

/** Reads an archive back by its directory, as a reader that knows the format does. */
function unzip(archive: Buffer): Map<string, { method: number; content: Buffer }> {
  const count = archive.readUInt16LE(archive.length - 12);
  let entry = archive.readUInt32LE(archive.length - 6);
  const files = new Map<string, { method: number; content: Buffer }>();
  for (let i = 0; i < count; i++) {
    assert.equal(archive.readUInt32LE(entry), 0x02014b50);
    const method = archive.readUInt16LE(entry + 10);
    const size = archive.readUInt32LE(entry + 20);
    const nameLength = archive.readUInt16LE(entry + 28);
    const header = archive.readUInt32LE(entry + 42);
    assert.equal(archive.readUInt32LE(header), 0x04034b50);
    const name = archive.toString('utf8', entry + 46, entry + 46 + nameLength);
    const start = header + 30 + archive.readUInt16LE(header + 26);
    const data = archive.subarray(start, start + size);
    files.set(name, { method, content: method === 8 ? inflateRawSync(data) : data });
    entry += 46 + nameLength;
  }
  return files;
}

const text = Buffer.from('print("spam")\n'.repeat(50));

test('content comes back, deflated or stored as asked', () => {
  const files = unzip(
    zip([
      { name: 'a.py', content: text, compress: true },
      { name: '__pycache__/a.pyc', content: text, compress: false },
      { name: 'lib-dynload/', content: new Uint8Array(), compress: false },
    ]),
  );
  assert.deepEqual([...files.keys()], ['__pycache__/a.pyc', 'a.py', 'lib-dynload/']);
  assert.deepEqual(files.get('a.py'), { method: 8, content: text });
  assert.deepEqual(files.get('__pycache__/a.pyc'), { method: 0, content: text });
});

test('what does not get smaller is stored', () => {
  const tiny = Buffer.from('x');
  assert.equal(unzip(zip([{ name: 'x', content: tiny, compress: true }])).get('x')?.method, 0);
});

test('the order of the entries does not matter to the bytes', () => {
  const a = { name: 'a', content: text, compress: true };
  const b = { name: 'b', content: text, compress: true };
  assert.deepEqual(zip([a, b]), zip([b, a]));
});
