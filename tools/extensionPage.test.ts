import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { extensionPage } from './extensionPage.ts';

const root = path.resolve(import.meta.dirname, '..');

test('U8: the page of the extension needs nothing but itself and public addresses', () => {
  const page = extensionPage(path.join(root, 'extension/README.md'));
  const addresses = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, address = '']) => address);
  const data = addresses.filter(address => address.startsWith('data:'));
  assert.ok(data.length > 0);
  for (const picture of data) {
    const [, base64 = ''] = picture.split('data:image/png;base64,');
    assert.equal(Buffer.from(base64, 'base64').toString('latin1', 1, 4), 'PNG');
  }
  const others = addresses.filter(address => !address.startsWith('data:'));
  assert.deepEqual(
    others.filter(address => !address.startsWith('https://')),
    [],
  );
});

test('U8: the page is for users: it says nothing of building, and names what exists', () => {
  const page = fs.readFileSync(path.join(root, 'extension/README.md'), 'utf8');
  assert.doesNotMatch(page, /npm |clone of this repository|node dist/);
  const manifest = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
  const { contributes } = JSON.parse(manifest);
  const titles: string[] = contributes.commands.map(
    ({ title, category }: { title: string; category: string }) => `${category}: ${title}`,
  );
  for (const [, title = ''] of page.matchAll(/_(WASIX Python: [^_]+)_/g)) {
    assert.ok(titles.includes(title), title);
  }
});
