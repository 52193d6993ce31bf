import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { defaultVersion } from '../python/versions.ts';

/** Set it to write what the tests see into the golden files. */
const UPDATE_VARIABLE = 'UPDATE_GOLDEN';

/** The version of Python of which the golden files tell that no folder of a version has. */
const COMMON_VERSION = '3.13';

/**
 * Compares a text with the golden file of that name. On a mismatch the actual
 * text is left beside it, as `NAME.actual.txt`.
 */
export function assertGolden(name: string, actual: string): void {
  assertGoldenFile(path.join(import.meta.dirname, 'golden', `${name}.txt`), actual);
}

/**
 * The same with a golden file that lies beside other tests. Where a version of Python says
 * something else, its own file is in a folder of the version's name beside it.
 */
export function assertGoldenFile(file: string, actual: string): void {
  const version = defaultVersion();
  const own = path.join(path.dirname(file), version, path.basename(file));
  const actualFile = file.replace(/\.txt$/, '.actual.txt');
  fs.rmSync(actualFile, { force: true });
  const common = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (process.env[UPDATE_VARIABLE] !== undefined) {
    if (version === COMMON_VERSION) fs.writeFileSync(file, actual);
    else if (actual === common) fs.rmSync(own, { force: true });
    else write(own, actual);
    return;
  }
  const expected = fs.existsSync(own) ? fs.readFileSync(own, 'utf8') : common;
  if (actual === expected) return;
  fs.writeFileSync(actualFile, actual);
  assert.equal(
    actual,
    expected,
    `${path.basename(file, '.txt')} differs from its golden text; ${UPDATE_VARIABLE}=1 accepts what it is now`,
  );
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
