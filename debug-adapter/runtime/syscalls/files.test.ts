import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { compileGuestProgram } from '../../python/toolchain.ts';
import { HostFilesystem } from '../node/hostFilesystem.ts';
import { runGuest } from '../test/runGuest.ts';

const GUEST = path.join(import.meta.dirname, '../test/guests/files.c');

describe('files', () => {
  let program: string;
  let folder: string;
  before(async () => {
    program = await compileGuestProgram(GUEST);
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'files-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const play = async (scenario: string): Promise<void> => {
    const { end, stderr, warnings } = await runGuest(program, {
      args: [scenario],
      mounts: [{ point: '/files', filesystem: new HostFilesystem(folder) }],
    });
    assert.deepEqual([stderr, warnings], ['', []]);
    assert.deepEqual(end, { kind: 'exited', code: 0 });
  };

  test('of more than 4 GiB', () => play('large_files'));

  test('P17: in a folder of 10,000, which is read in little pieces', async () => {
    fs.mkdirSync(path.join(folder, 'many'));
    for (let number = 0; number < 10_000; number++) {
      fs.writeFileSync(path.join(folder, 'many', String(number)), '');
    }
    await play('large_folders');
  });

  test('P15, P17: links of both kinds, and times', () => play('links'));

  const onlyText = process.platform === 'linux' ? false : 'names are text on this system';
  test('names of any bytes', { skip: onlyText }, async () => {
    const names = path.join(folder, 'names');
    fs.mkdirSync(names);
    fs.writeFileSync(Buffer.concat([Buffer.from(`${names}/`), Buffer.of(0xff)]), Buffer.of(0xff));
    await play('names_of_any_bytes');
    const left = fs.readdirSync(names, 'buffer').map(name => name.toString('latin1'));
    assert.ok(left.includes('caf\xe9') && left.includes('d\xfe') && !left.includes('\xff'));
  });
});
