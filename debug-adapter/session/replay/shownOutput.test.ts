import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { CHANNEL_FD } from '../../protocol/messages.ts';
import { ShownOutput } from './shownOutput.ts';

test('what several replays print is shown once, in whole characters', () => {
  const shown: string[] = [];
  const output = new ShownOutput((stream, text) => shown.push(`${stream}: ${text}`));
  const replays = [1, 2, 3].map(() => new EventEmitter());
  for (const replay of replays) output.follow(replay as never);
  const print = (replay: number, fd: number, bytes: Uint8Array): void => {
    replays[replay]?.emit('output', fd, bytes);
  };
  const text = new TextEncoder().encode('größer');
  print(0, 1, text.subarray(0, 3));
  print(1, 1, text.subarray(0, 3));
  print(1, 1, text.subarray(3));
  print(0, 2, text.subarray(0, 2));
  print(2, 1, text);
  print(0, 1, new TextEncoder().encode('größer, again').subarray(3));
  assert.deepEqual(shown, ['stdout: gr', 'stdout: ößer', 'stderr: gr', 'stdout: , again']);
});

test('what a program printed by the agent is shown, though its messages come in parts', () => {
  const shown: string[] = [];
  const output = new ShownOutput((stream, text) => shown.push(`${stream}: ${text}`));
  const replay = new EventEmitter();
  output.follow(replay as never);
  const messages = [
    { event: 'ready' },
    { event: 'output', category: 'stdout', text: 'größer\n' },
    { event: 'output', category: 'console', text: 'a logpoint\n' },
    { event: 'output', category: 'stderr', text: 'wrong\n' },
  ].map(message => Buffer.from(JSON.stringify(message)));
  const frames = Buffer.concat(
    messages.flatMap(message => {
      const header = Buffer.alloc(4);
      header.writeUInt32LE(message.length);
      return [header, message];
    }),
  );
  for (let at = 0; at < frames.length; at += 7) {
    replay.emit('output', CHANNEL_FD, frames.subarray(at, at + 7));
  }
  assert.deepEqual(shown, ['stdout: größer\n', 'stderr: wrong\n']);
});
