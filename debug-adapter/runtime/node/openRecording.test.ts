import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { compileGuestProgram } from '../../python/toolchain.ts';
import { Entry } from '../recording/format.ts';
import { GuestWorker } from './guestWorker.ts';
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

test('threads in workers cannot be recorded, which is said when the run begins', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recording-test-'));
  const file = path.join(folder, 'run.rec');
  const guest = new GuestWorker({
    program: await compileGuestProgram(GUEST),
    args: ['threads'],
    env: {},
    cwd: '/',
    mounts: [],
    output: 'inherit',
    threads: 'workers',
    recording: { kind: 'record', file, about: {} },
  });
  const [end] = await once(guest, 'ended');
  assert.ok(!fs.existsSync(file));
  fs.rmSync(folder, { recursive: true });
  assert.deepEqual(end, {
    kind: 'unrecorded',
    reason: 'Threads that run in workers of their own cannot be recorded: run them as stacks.',
  });
});
