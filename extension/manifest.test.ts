import assert from 'node:assert/strict';
import { test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };

const { commands } = manifest.contributes;

test('U6: a command is about continuations, which is what its user sees; no two have one title', () => {
  const titles = commands.map(({ title }) => title);
  assert.deepEqual(
    titles.filter(title => /greenlet/i.test(title)),
    [],
  );
  assert.equal(new Set(titles).size, titles.length);
});
