import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { systemError } from '../errno.ts';
import { CAN_HOLD, HeldDirectories } from './heldDirectories.ts';

for (const canHold of CAN_HOLD ? [true, false] : [false]) {
  describe(`directories that are ${canHold ? 'held' : 'looked at'}`, () => {
    let root: string;
    let inside: string;
    let directories: HeldDirectories;
    beforeEach(() => {
      root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'held-')));
      inside = path.join(root, 'inside');
      for (const place of ['inside/one', 'inside/two', 'outside/one']) {
        fs.mkdirSync(path.join(root, place), { recursive: true });
        fs.writeFileSync(path.join(root, place, 'file'), place);
      }
      directories = new HeldDirectories(inside, canHold);
    });
    afterEach(() => fs.rmSync(root, { recursive: true }));

    const read = (directory: string): string =>
      directories.in(directory, entry => fs.readFileSync(entry('file'), 'utf8'));

    test('are entered by their own path', () => {
      assert.equal(read(path.join(inside, 'one')), 'inside/one');
      assert.deepEqual(
        directories.in(inside, entry => fs.readdirSync(entry('.')).sort()),
        ['one', 'two'],
      );
    });

    test('are not entered by a link that takes their place, or that of one above', () => {
      const one = path.join(inside, 'one');
      assert.equal(read(one), 'inside/one');
      fs.renameSync(one, path.join(inside, 'aside'));
      fs.symlinkSync('../outside/one', one);
      assert.throws(() => read(one), isRefusal);
      fs.renameSync(inside, path.join(root, 'was-inside'));
      fs.symlinkSync('outside', inside);
      assert.throws(() => read(one), isRefusal);
    });

    test('are those that are there now', () => {
      const [one, two] = [path.join(inside, 'one'), path.join(inside, 'two')];
      assert.equal(read(one), 'inside/one');
      fs.renameSync(one, path.join(inside, 'aside'));
      fs.renameSync(two, one);
      assert.equal(read(one), 'inside/two');
      assert.throws(() => read(two), { code: 'ENOENT' });
    });

    test('may be many, and two at a time', () => {
      for (let number = 0; number < 200; number++) {
        const place = path.join(inside, `many-${number}`);
        fs.mkdirSync(place);
        directories.in(path.join(inside, 'one'), source =>
          directories.in(place, target => fs.linkSync(source('file'), target('file'))),
        );
        assert.equal(read(place), 'inside/one');
      }
      assert.equal(read(path.join(inside, 'many-0')), 'inside/one');
    });
  });
}

function isRefusal(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return error === systemError('ENOENT') || code === 'ENOTDIR' || code === 'ENOENT';
}
