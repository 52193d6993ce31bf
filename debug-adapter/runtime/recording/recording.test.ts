import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { compileGuestProgram } from '../../python/toolchain.ts';
import { digests } from '../node/recordingFile.ts';
import { runGuest } from '../test/runGuest.ts';
import { Entry } from './format.ts';
import { LogReader } from './logReader.ts';
import { LogWriter } from './logWriter.ts';
import type { LogSink } from './platform.ts';
import { Recorder } from './recorder.ts';
import { Replayer } from './replayer.ts';

const GUESTS = path.join(import.meta.dirname, '../test/guests');

/** A recording that is kept in memory. */
class KeptLog implements LogSink {
  readonly chunks: Uint8Array[] = [];
  isClosed = false;

  write(chunk: Uint8Array): void {
    this.chunks.push(chunk.slice());
  }

  close(): void {
    this.isClosed = true;
  }

  read(): LogReader {
    const rest = [...this.chunks];
    return new LogReader({ next: () => rest.shift() });
  }
}

describe('programs in C', () => {
  const programs = [
    { name: 'threads.c', args: [], checkedCalls: 100 },
    { name: 'contexts.c', args: ['many_short_lives'], checkedCalls: 100 },
    { name: 'contexts.c', args: ['a_context_that_traps_ends_main'], checkedCalls: 1 },
    { name: 'contexts.c', args: ['a_context_may_exit'], checkedCalls: 1 },
  ];
  for (const { name, args, checkedCalls } of programs) {
    test(`${[name, ...args].join(' ')} is replayed with the same memory`, async () => {
      const program = await compileGuestProgram(path.join(GUESTS, name));
      const log = new KeptLog();
      const spacing = { calls: checkedCalls, time: 0 };
      const recorder = new Recorder(new LogWriter(log), digests, spacing);
      const recorded = await runGuest(program, { args, recording: recorder });
      assert.ok(log.isClosed);
      const output = (): void => {};
      const replayer = new Replayer(log.read(), { digests, output });
      const replayed = await runGuest(program, { args, recording: replayer });
      assert.equal(replayed.end.kind, recorded.end.kind);
      const { calls, checks } = replayer.summary;
      // The last at the end.
      assert.equal(checks, Math.floor(calls / checkedCalls) + 1);
      assert.equal(replayed.stdout, '', 'Nothing of the host is used.');
    });
  }
});

test('a log holds what is written to it, in chunks of whole entries', () => {
  const log = new KeptLog();
  const writer = new LogWriter(log);
  const numbers = [0, 127, 128, 0xffff, 0xffff_ffff];
  const signed = [0, -1, 1, 63, -64, 0x7fff_ffff, -0x8000_0000];
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index);
  for (let round = 0; round < 10; round++) {
    writer.begin(Entry.content);
    for (const each of numbers) writer.number(each);
    for (const each of signed) writer.signed(each);
    for (const each of numbers) writer.word(each);
    writer.bytes(bytes);
    writer.text('täxt');
  }
  writer.close();
  assert.ok(log.chunks.length > 1);
  const reader = log.read();
  for (let round = 0; round < 10; round++) {
    assert.equal(reader.next, Entry.content);
    reader.begin();
    assert.deepEqual(
      numbers.map(() => reader.number()),
      numbers,
    );
    assert.deepEqual(
      signed.map(() => reader.signed()),
      signed,
    );
    assert.deepEqual(
      numbers.map(() => reader.word()),
      numbers,
    );
    assert.deepEqual(Uint8Array.from(reader.bytes()), bytes);
    assert.equal(reader.text(), 'täxt');
  }
  assert.equal(reader.next, Entry.none);
});
