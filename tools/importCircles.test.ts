import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');

/** A folder of each layer: an exception for one of them would be found here. */
const FOLDERS = [
  'debug-adapter/cli',
  'debug-adapter/protocol',
  'debug-adapter/python/recipe',
  'debug-adapter/runtime/node',
  'debug-adapter/runtime/syscalls',
  'debug-adapter/session/values',
  'extension',
  'tools/test',
];

test('lint refuses files that import each other in a circle, be it for their types alone', t => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasix-lint-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.copyFileSync(path.join(root, 'biome.json'), path.join(folder, 'biome.json'));
  for (const name of FOLDERS) {
    const place = path.join(folder, name);
    fs.mkdirSync(place, { recursive: true });
    const importing = (other: string): string =>
      `import type { Shape as Other } from './${other}.ts';\n\nexport type Shape = Other[];\n`;
    fs.writeFileSync(path.join(place, 'one.ts'), importing('two'));
    fs.writeFileSync(path.join(place, 'two.ts'), importing('three'));
    fs.writeFileSync(path.join(place, 'three.ts'), importing('one'));
    fs.writeFileSync(path.join(place, 'straight.ts'), importing('one'));
  }
  const { stdout, stderr } = spawnSync(
    path.join(root, 'node_modules/.bin/biome'),
    ['lint', '--vcs-enabled=false', '--colors=off', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const refused = [...`${stdout}${stderr}`.matchAll(/^(\S+?):\d+:\d+ (\S+)/gm)];
  assert.deepEqual(
    refused.map(([, file, rule]) => `${file} ${rule}`).sort(),
    FOLDERS.flatMap(name =>
      ['one', 'three', 'two'].map(file => `${name}/${file}.ts lint/suspicious/noImportCycles`),
    ),
  );
});
