import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compileGuestProgram } from '../python/toolchain.ts';
import { HostFilesystem } from './node/hostFilesystem.ts';
import { runGuest } from './test/runGuest.ts';

const GUEST = path.join(import.meta.dirname, 'test/guests/plain_wasi.c');
const FLAGS = ['-nostdlib', '-ffreestanding', '-Wl,--no-entry'];

describe('a program of WASI alone', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plain-wasi-'));
    fs.writeFileSync(path.join(folder, 'greeting'), 'hello');
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const play = async (flags: string[]): Promise<void> => {
    const program = await compileGuestProgram(GUEST, {
      memory: 'own',
      flags: [...FLAGS, ...flags],
    });
    const { end, warnings } = await runGuest(program, {
      cwd: '/files',
      mounts: [{ point: '/files', filesystem: new HostFilesystem(folder) }],
    });
    assert.deepEqual(warnings, []);
    assert.deepEqual(end, { kind: 'exited', code: 0 });
  };

  test('P12: finds the current folder as ".", and all others from "/"', () =>
    play(['-DVERSION="wasi_snapshot_preview1"']));

  test('P19: of the older name runs by its own layouts', () =>
    play(['-DVERSION="wasi_unstable"', '-DUNSTABLE']));
});
