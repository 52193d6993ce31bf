import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };
import { withTexts } from '../tools/manifestTexts.ts';

const page = fs.readFileSync(path.join(import.meta.dirname, 'README.md'), 'utf8');

test('U8: the page of the extension needs nothing but itself and public addresses', () => {
  // Of an installed extension the editor shows pictures from public addresses alone: there is none.
  assert.doesNotMatch(page, /!\[|<img/);
  const addresses = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, address = '']) => address);
  assert.deepEqual(
    addresses.filter(address => !address.startsWith('https://')),
    [],
  );
});

test('U8: the page is for users: it says nothing of building, and names what exists', () => {
  assert.doesNotMatch(page, /npm |clone of this repository|node dist/);
  const { commands } = withTexts(manifest, texts).contributes;
  const titles = commands.map(({ title, category }) => `${category}: ${title}`);
  const named = [...page.matchAll(/_(WASIX Python: [^_]+)_/g)].map(([, title = '']) => title);
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter(title => !titles.includes(title)),
    [],
  );
});
