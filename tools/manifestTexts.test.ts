import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };
import { moveTexts, type Texts, withTexts } from './manifestTexts.ts';

const root = path.resolve(import.meta.dirname, '..');

const bundles = path.join(root, manifest.l10n);

const read = (file: string): Texts => JSON.parse(fs.readFileSync(file, 'utf8'));

/** The files of a folder whose names are those of translations, with what they hold. */
function translations(folder: string, name: RegExp): [string, Texts][] {
  const files = fs.readdirSync(folder).filter(file => name.test(file));
  return files.map(file => [file, read(path.join(folder, file))]);
}

/** What a text has in each language: `{0}` is put in, a command is what a button does. */
const fixedParts = (text: string): string[] =>
  (text.match(/\{\d\}|\(command:[^)]*\)|`[^`]*`/g) ?? []).sort();

function assertTranslated(translation: string, texts: Texts, originals: Texts): void {
  assert.deepEqual(Object.keys(texts).sort(), Object.keys(originals).sort(), translation);
  for (const [key, original] of Object.entries(originals)) {
    assert.deepEqual(fixedParts(texts[key] ?? ''), fixedParts(original), `${translation}: ${key}`);
  }
}

test('U8: every %key% of the manifest has a text in each language, and each text its key', () => {
  const texts = read(path.join(root, 'package.nls.json'));
  const keys = [...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key);
  assert.deepEqual([...new Set(keys)].sort(), Object.keys(texts).sort());
  assert.deepEqual(
    Object.values(texts).filter(text => text === ''),
    [],
  );
  const others = translations(root, /^package\.nls\.\w+\.json$/);
  assert.ok(others.length > 0);
  for (const [file, translated] of others) assertTranslated(file, translated, texts);
});

test('U8: no text of the manifest stands in it without a key', () => {
  const copy = structuredClone(manifest);
  moveTexts(copy, read(path.join(root, 'package.nls.json')));
  assert.deepEqual(copy, manifest);
});

test('U8: each text of the extension’s own has a translation, with what is put into it', () => {
  const folder = path.join(root, 'extension');
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter(file => /^(?!test\b).*(?<!\.test)\.ts$/.test(file));
  const texts = sources.flatMap(file => {
    const source = fs.readFileSync(path.join(folder, file), 'utf8');
    // What is thrown has its text as what is shown has: as one literal, or several that are joined.
    const calls = source.matchAll(
      /(?:\bl10n\.t|Problem)\(\s*((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\s*\+\s*)+)/g,
    );
    return [...calls].map(([, literals = '']) => joined(literals));
  });
  const originals = Object.fromEntries(texts.map(text => [text, text]));
  assert.ok(texts.length > 0);
  for (const [file, translated] of translations(bundles, /^bundle\.l10n\.\w+\.json$/)) {
    assertTranslated(file, translated, originals);
  }
});

/** The text of literals that are joined by `+`. */
function joined(literals: string): string {
  const parts = literals.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g);
  const texts = [...parts].map(([, single, double]) => single ?? double ?? '');
  return texts.join('').replaceAll(/\\(.)/g, '$1');
}

test('U8: texts move out of a manifest, and back into it', () => {
  const before = {
    description: 'Of the extension.',
    contributes: {
      commands: [{ command: 'wasixPython.runFile', title: 'Run', category: 'WASIX Python' }],
      debuggers: [
        {
          type: 'wasix-python',
          label: 'WASIX Python',
          configurationAttributes: {
            launch: { properties: { cwd: { description: 'A' }, token: { description: 'B' } } },
            attach: { properties: { cwd: { description: 'A' }, token: { description: 'C' } } },
          },
        },
      ],
    },
  };
  const moved = structuredClone(before);
  const texts = moveTexts(moved, {});
  assert.deepEqual(texts, {
    description: 'Of the extension.',
    'commands.runFile.title': 'Run',
    'attributes.cwd': 'A',
    'attributes.token': 'B',
    'attributes.attach.token': 'C',
  });
  assert.deepEqual(withTexts(moved, texts), before);
  assert.deepEqual(moveTexts(structuredClone(moved), texts), texts);
});
