/** What the session asks of where it runs is in a browser what it is in Node. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as browserBase64 from '../browser/base64.ts';
import { checksum as browserChecksum } from '../browser/checksum.ts';
import * as browserUrls from '../browser/fileUrls.ts';
import { makeRequestScope as makeBrowserScope } from '../browser/requestScope.ts';
import * as nodeBase64 from '../node/base64.ts';
import { checksum as nodeChecksum } from '../node/checksum.ts';
import * as nodeUrls from '../node/fileUrls.ts';
import { makeRequestScope as makeNodeScope } from '../node/requestScope.ts';

const BYTES = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 256);

test('bytes and digits stand for each other', () => {
  for (const length of [0, 1, 2, 3, BYTES.length]) {
    const bytes = BYTES.subarray(0, length);
    const text = nodeBase64.toBase64(bytes);
    assert.equal(browserBase64.toBase64(bytes), text);
    assert.deepEqual([...browserBase64.fromBase64(text)], [...bytes]);
  }
  for (const text of ['AQI', 'AQI=', '_-8', ' A\nQ I ', 'A', 'AQIDB']) {
    const expected = [...nodeBase64.fromBase64(text)];
    assert.deepEqual([...browserBase64.fromBase64(text)], expected, text);
  }
});

test('checksums are the same', () => {
  assert.equal(browserChecksum(BYTES), nodeChecksum(BYTES));
});

test('paths and URLs stand for each other', { skip: process.platform === 'win32' }, () => {
  for (const path of ['/project/main.py', '/a b/ö#?%20.py', '/back\\slash/line\nfeed\ttab']) {
    const { href } = nodeUrls.pathToFileURL(path);
    assert.equal(browserUrls.pathToFileURL(path).href, href);
    assert.equal(browserUrls.fileURLToPath(href), path);
  }
});

test('a request is known while the beginning of its answer runs', async () => {
  for (const scope of [makeNodeScope(), makeBrowserScope()]) {
    const seen: (number | undefined)[] = [];
    const answer = scope.run(1, async () => {
      seen.push(scope.getStore());
      scope.run(2, () => seen.push(scope.getStore()));
      seen.push(scope.getStore());
    });
    seen.push(scope.getStore());
    await answer;
    assert.deepEqual(seen, [1, 2, 1, undefined]);
  }
});
