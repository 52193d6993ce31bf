import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { MarkedPart } from '../pages/markedPart.ts';
import { tableCells } from '../pages/tableCells.ts';
import { oursOf, ROWS, renderTable } from './capabilityTable.ts';

const README = path.resolve(import.meta.dirname, '../../README.md');

test('every capability of the protocol has a row', () => {
  const require = createRequire(import.meta.url);
  const types = fs.readFileSync(
    path.join(path.dirname(require.resolve('@vscode/debugprotocol')), 'debugProtocol.d.ts'),
    'utf8',
  );
  const [, body = ''] = /interface Capabilities \{(.*?)\n\t\}/s.exec(types) ?? [];
  const keys = [...body.matchAll(/^\t\t(\w+)\?:/gm)].map(([, key]) => key);
  assert.ok(keys.length >= 40, `only ${keys.length} capabilities were found`);
  const names = ROWS.map(({ name }) => name);
  assert.deepEqual(
    keys.filter(key => !names.includes(String(key))),
    [],
  );
});

test('what others have and this adapter has not is explained', () => {
  for (const row of ROWS) {
    const others = [row.debugpy, row.delve, row.jsDebug];
    if (oursOf(row) !== 'no' || others.every(answer => answer === 'no')) continue;
    assert.ok(row.remark, `${row.name} has no reason`);
  }
});

test('README has the table', () => {
  const part = new MarkedPart(README, 'capabilities');
  if (process.env.UPDATE_GOLDEN === '1') part.write(renderTable());
  assert.deepEqual(tableCells(part.read()), tableCells(renderTable()));
});
