import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

/** Set it to write what the tests see into the golden files. */
const UPDATE_VARIABLE = 'UPDATE_GOLDEN';

/**
 * Compares a text with the golden file of that name. On a mismatch the actual
 * text is left beside it, as `NAME.actual.txt`.
 */
export function assertGolden(name: string, actual: string): void {
  assertGoldenFile(path.join(import.meta.dirname, 'golden', `${name}.txt`), actual);
}

/** The same with a golden file that lies beside other tests. */
export function assertGoldenFile(file: string, actual: string): void {
  const actualFile = file.replace(/\.txt$/, '.actual.txt');
  fs.rmSync(actualFile, { force: true });
  if (process.env[UPDATE_VARIABLE] !== undefined) {
    fs.writeFileSync(file, actual);
    return;
  }
  const expected = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (actual === expected) return;
  fs.writeFileSync(actualFile, actual);
  assert.equal(
    actual,
    expected,
    `${path.basename(file, '.txt')} differs from its golden text; ${UPDATE_VARIABLE}=1 accepts what it is now`,
  );
}
