import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compileGuestProgram } from '../../python/toolchain.ts';
import { Entry } from '../recording/format.ts';
import { GuestWorker, type GuestWorkerOptions } from './guestWorker.ts';
import { OwnThread } from './ownThread.ts';
import { RecordingSource } from './recordingFile.ts';

const GUESTS = path.join(import.meta.dirname, '../test/guests');
const GUEST = path.join(GUESTS, 'threads.c');
const WAITING_GUEST = path.join(GUESTS, 'syscalls.c');

test('the recording of a program that is ended from outside has no end', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recording-test-'));
  const file = path.join(folder, 'run.rec');
  const files = { program: await compileGuestProgram(WAITING_GUEST) };
  const guest = new GuestWorker({
    ...files,
    args: ['syscalls', 'standard_input'],
    env: {},
    cwd: '/',
    mounts: [],
    output: 'inherit',
    place: new OwnThread(files),
    recording: { kind: 'record', file, about: {} },
  });
  const isOver = once(guest, 'ended');
  await once(guest, 'inputWanted');
  await guest.terminate();
  await isOver;
  const source = new RecordingSource(file);
  const kinds: number[] = [];
  for (let chunk = source.next(); chunk instanceof Uint8Array; chunk = source.next()) {
    kinds.push(chunk.at(-1) as number);
  }
  source.close();
  fs.rmSync(folder, { recursive: true });
  assert.equal(kinds.at(-1), Entry.sleep, 'It waits for its input.');
});

describe('what cannot be recorded is refused when the run begins', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recording-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  async function refusal(
    options: Pick<GuestWorkerOptions, 'threads' | 'channelFd' | 'output'>,
  ): Promise<unknown> {
    const file = path.join(folder, 'run.rec');
    const guest = new GuestWorker({
      program: await compileGuestProgram(GUEST),
      args: ['threads'],
      env: {},
      cwd: '/',
      mounts: [],
      recording: { kind: 'record', file, about: {} },
      ...options,
    });
    const [end] = await once(guest, 'ended');
    assert.ok(!fs.existsSync(file));
    return end;
  }

  test('threads in workers', async () => {
    assert.deepEqual(await refusal({ threads: 'workers', output: 'inherit' }), {
      kind: 'unrecorded',
      reason: 'Threads that run in workers of their own cannot be recorded: run them as stacks.',
    });
  });

  test('a debugger', async () => {
    assert.deepEqual(await refusal({ channelFd: 100, output: 'inherit' }), {
      kind: 'unrecorded',
      reason:
        'A program under the debugger cannot be recorded yet: record it without the debugger.',
    });
  });

  test('output that goes to somebody else', async () => {
    assert.deepEqual(await refusal({ output: 'message' }), {
      kind: 'unrecorded',
      reason: "Only a program that writes to this process's own streams can be recorded.",
    });
  });
});
