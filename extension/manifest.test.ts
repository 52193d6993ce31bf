import assert from 'node:assert/strict';
import { test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };
import { withTexts } from '../tools/manifestTexts.ts';

const { commands } = withTexts(manifest, texts).contributes;

test('U6: a command is about continuations, which is what its user sees; no two have one title', () => {
  const titles = commands.map(({ title }) => title);
  assert.deepEqual(
    titles.filter(title => /greenlet/i.test(title)),
    [],
  );
  assert.equal(new Set(titles).size, titles.length);
});
