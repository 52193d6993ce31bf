import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { compiledCodeFile } from './compiledCode.ts';

/**
 * A process, which may set a flag for good, loads a part, which a guest may follow, and keeps its code. It prints what the
 * part says.
 */
const PROCESS = `
import v8 from 'node:v8';
import { prepareEngine } from ${JSON.stringify(path.join(import.meta.dirname, 'engine.ts'))};
import { keepLoaded, loadKept } from ${JSON.stringify(path.join(import.meta.dirname, 'keptScripts.ts'))};
const [part, folder, guest, flag] = process.argv.slice(1);
if (flag !== undefined) v8.setFlagsFromString(flag);
const { answer, others } = loadKept(part, folder);
const { question } = others();
console.log(question, answer());
if (guest === 'with a guest') prepareEngine();
keepLoaded();
`;

describe('parts of this program whose code is kept', () => {
  let folder: string;
  let part: string;
  let kept: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kept-test-'));
    part = path.join(folder, 'part.cjs');
    kept = compiledCodeFile(part, path.join(folder, 'code'));
    fs.writeFileSync(path.join(folder, 'others.mjs'), 'export const question = "what?";');
  });
  after(() => fs.rmSync(folder, { recursive: true }));
  beforeEach(() => {
    fs.rmSync(path.join(folder, 'code'), { recursive: true, force: true });
    writePart(42);
  });

  function writePart(answer: number): void {
    fs.writeFileSync(
      part,
      `const path = require('node:path');
exports.answer = () => [path.basename(__filename), ${answer}].join(' ');
exports.others = () => require('./others.mjs');
`,
    );
  }

  function run(guest = 'alone', into = path.dirname(kept), ...flags: string[]): string {
    const args = ['--input-type=module', '-e', PROCESS, part, into, guest, ...flags];
    return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
  }

  /** Which file it is: another one is written in its place. */
  function identity(): bigint | undefined {
    return fs.statSync(kept, { bigint: true, throwIfNoEntry: false })?.ino;
  }

  for (const guest of ['alone', 'with a guest']) {
    test(`is made once, and used from then on, by a process ${guest}`, () => {
      assert.equal(run(guest), 'what? part.cjs 42\n');
      const made = identity();
      assert.notEqual(made, undefined);
      for (const next of ['with a guest', 'alone']) {
        assert.equal(run(next), 'what? part.cjs 42\n');
        assert.equal(identity(), made);
      }
    });
  }

  // As Node's older versions of 24 are given the one for JSPI.
  test('is used where a flag is set before the part is loaded', () => {
    const runWithFlag = (): string =>
      run('with a guest', path.dirname(kept), '--wasm-tiering-budget=1000');
    assert.equal(runWithFlag(), 'what? part.cjs 42\n');
    const made = identity();
    assert.notEqual(made, undefined);
    assert.equal(runWithFlag(), 'what? part.cjs 42\n');
    assert.equal(identity(), made);
  });

  test('of another source is not used, and made anew', () => {
    run();
    const made = identity();
    // As long as the other, which is what the engine looks at.
    writePart(43);
    assert.equal(run(), 'what? part.cjs 43\n');
    assert.notEqual(identity(), made);
  });

  test('that is damaged is not used, and made anew', () => {
    run();
    const bytes = fs.readFileSync(kept);
    for (const length of [bytes.length, bytes.length - 1, 3, 0]) {
      const damaged = bytes.subarray(0, length);
      if (length === bytes.length) damaged[length - 1] = ~(damaged.at(-1) as number);
      fs.writeFileSync(kept, damaged);
      const made = identity();
      assert.equal(run(), 'what? part.cjs 42\n');
      assert.notEqual(identity(), made);
    }
  });

  test('is not kept where there is no room for it', () => {
    const file = path.join(folder, 'no-folder');
    fs.writeFileSync(file, '');
    assert.equal(run('alone', file), 'what? part.cjs 42\n');
    assert.equal(fs.readFileSync(file, 'utf8'), '');
  });

  test('leaves nothing behind where it cannot be written', () => {
    fs.mkdirSync(kept, { recursive: true });
    assert.equal(run(), 'what? part.cjs 42\n');
    assert.deepEqual(fs.readdirSync(path.dirname(kept)), [path.basename(kept)]);
  });
});
