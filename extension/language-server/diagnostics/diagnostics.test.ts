import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { assertGoldenFile } from '../../../debug-adapter/session/test/goldenText.ts';
import { judged } from '../test/program.ts';
import { DIAGNOSTIC_NAMES } from './catalogue.ts';

const folder = import.meta.dirname;

const cases = fs.readdirSync(path.join(folder, 'cases')).map(file => path.basename(file, '.txt'));

/** The files of a case, each after a line with its name. */
function filesOf(name: string): Record<string, string> {
  const text = fs.readFileSync(path.join(folder, 'cases', `${name}.txt`), 'utf8');
  const [, ...parts] = text.split(/^# file: (.*)\n/m);
  const files: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) files[parts[at] ?? ''] = parts[at + 1] ?? '';
  return files;
}

for (const name of cases) {
  test(`What is found in the program ${name}`, () => {
    assertGoldenFile(path.join(folder, 'golden', `${name}.txt`), judged(filesOf(name)));
  });
}

test('Each diagnostic is found in a program, with a message for a person', () => {
  const found = cases.map(name => judged(filesOf(name))).join('\n');
  const missing = DIAGNOSTIC_NAMES.filter(name => !found.includes(`^ ${name}: `));
  assert.deepEqual(missing, []);
});

test('Each diagnostic is in the README’s table', () => {
  const readme = fs.readFileSync(path.resolve(folder, '../../../README.md'), 'utf8');
  const named = [...readme.matchAll(/^\| `([a-z-]+)`\s+\|/gm)].map(([, name]) => name);
  assert.deepEqual(
    DIAGNOSTIC_NAMES.filter(name => !named.includes(name)),
    [],
  );
});
