import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { cacheFolder, publish } from './cache.ts';

test("the cache is in the user's cache directory", () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/c' }), path.join('/c', 'wasix-python-debug'));
  const standard = path.join(homedir(), '.cache', 'wasix-python-debug');
  assert.equal(cacheFolder({}), standard);
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'relative' }), standard);
});

test('publishing moves a folder to its place, over an older one', async t => {
  const folder = await mkdtemp(path.join(tmpdir(), 'publish-'));
  t.after(() => rm(folder, { recursive: true }));
  const staging = path.join(folder, 'staging');
  const place = path.join(folder, 'below', 'artifact');
  for (const content of ['old', 'new']) {
    await mkdir(staging);
    await writeFile(path.join(staging, 'file'), content);
    await publish(staging, place);
    assert.equal(await readFile(path.join(place, 'file'), 'utf8'), content);
  }
  assert.ok(!existsSync(staging));
  assert.ok(!existsSync(`${place}.replaced`));
});
