import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { AnchorError, applyEdit, applyEdits, insertAfter, insertBefore } from './anchoredEdit.ts';

const reason = 'Shows where the edit goes.';

test('an edit replaces its anchor, and an insertion keeps it', () => {
  const text = 'one\ntwo\nthree\n';
  const replace = { file: 'a.c', anchor: 'two\n', replacement: '2\n', reason };
  assert.equal(applyEdit(text, replace), 'one\n2\nthree\n');
  assert.equal(
    applyEdit(text, insertBefore('a.c', 'two\n', 'x\n', reason)),
    'one\nx\ntwo\nthree\n',
  );
  assert.equal(applyEdit(text, insertAfter('a.c', 'two\n', 'x\n', reason)), 'one\ntwo\nx\nthree\n');
});

test('what JavaScript would take for a replacement pattern is plain text', () => {
  const edit = { file: 'a.c', anchor: 'a', replacement: '$&$1', reason };
  assert.equal(applyEdit('-a-', edit), '-$&$1-');
});

test('a missing anchor fails and names file, anchor and purpose', () => {
  assert.throws(
    () => applyEdit('text', { file: 'TGreenlet.cpp', anchor: 'absent', replacement: '', reason }),
    (error: Error) =>
      error instanceof AnchorError &&
      error.message.includes('TGreenlet.cpp') &&
      error.message.includes('"absent" occurs 0 times') &&
      error.message.includes(reason),
  );
});

test('an ambiguous anchor fails', () => {
  assert.throws(
    () => applyEdit('x x', { file: 'a.c', anchor: 'x', replacement: 'y', reason }),
    /"x" occurs 2 times/,
  );
});

test('a file whose anchor is missing stays as it was', async t => {
  const folder = await mkdtemp(path.join(tmpdir(), 'edit-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'a.c'), 'one two');
  const edits = [
    { file: 'a.c', anchor: 'one', replacement: '1', reason },
    { file: 'a.c', anchor: 'absent', replacement: '3', reason },
  ];
  await assert.rejects(applyEdits(folder, edits), AnchorError);
  assert.equal(await readFile(path.join(folder, 'a.c'), 'utf8'), '1 two');
});
