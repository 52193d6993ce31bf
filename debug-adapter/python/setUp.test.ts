import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setUp } from './setUp.ts';
import { cacheFolder } from './setup/cache.ts';
import { excludeOthers } from './setup/exclusion.ts';

const KEY = '0123456789abcdef';

test('what the cache has is taken at once, while another build is at work', {
  skip: process.platform !== 'linux',
}, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'set-up-'));
  process.env.XDG_CACHE_HOME = folder;
  const places = {
    version: '3.13',
    distribution: path.join(folder, 'checkout/dist/python/3.13'),
    artifact: path.join(cacheFolder(), `python-${KEY}`),
  } as const;
  await mkdir(places.artifact, { recursive: true });
  const manifest = JSON.stringify({ key: KEY, files: { 'python.wasm': {} } });
  await writeFile(path.join(places.artifact, 'manifest.json'), manifest);
  await writeFile(path.join(places.artifact, 'python.wasm'), 'the interpreter');

  await using _build = await excludeOthers(cacheFolder(), () => assert.fail('waited'));
  // As earlier set-ups left it, without a folder for each version.
  const remains = path.join(places.distribution, '../python.wasm');
  await mkdir(path.dirname(remains), { recursive: true });
  await writeFile(remains, '');
  const manifests = await setUp({ force: false, keep: false }, [places]);
  const copied = await readFile(path.join(places.distribution, 'python.wasm'), 'utf8');
  assert.deepEqual([manifests.map(({ key }) => key), copied], [[KEY], 'the interpreter']);

  assert.equal(existsSync(remains), false);

  // Somebody has deleted a part of it: it is not taken for what it should be.
  await rm(path.join(places.distribution, 'python.wasm'));
  await setUp({ force: false, keep: false }, [places]);
  assert.equal(
    await readFile(path.join(places.distribution, 'python.wasm'), 'utf8'),
    'the interpreter',
  );
  await rm(folder, { recursive: true });
});
