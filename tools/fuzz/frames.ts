import type { DebugProtocol } from '@vscode/debugprotocol';
import { MessageReader } from '../../debug-adapter/session/connection/messageReader.ts';
import type { Random } from './random.ts';
import { wrongValue } from './values.ts';

/** How many messages a stream has. */
const STREAM = 20;

/** What a damaged stream is damaged with, beside bytes. */
const PIECES = [
  '\r\n',
  '\n',
  '\r\n\r\n',
  'Content-Length: ',
  ': ',
  '-1',
  '\0',
  '{',
  'HTTP/1.1\r\n',
];

/**
 * Reads streams of messages that somebody has damaged, as an adapter does. All of the messages
 * before the damage have to arrive, nothing after a stream is given up, and nothing is thrown.
 *
 * @param count how many messages to send.
 * @returns how many streams could not be read to their end.
 * @throws Error that says what was not held.
 */
export function fuzzFrames(random: Random, count: number): number {
  let broken = 0;
  for (let sent = 0; sent < count; sent += STREAM) if (fuzzStream(random)) broken++;
  return broken;
}

function fuzzStream(random: Random): boolean {
  const frames = Array.from({ length: STREAM }, (_, seq) => frame(random, seq));
  const whole = Buffer.concat(frames);
  const at = random.below(whole.length);
  const stream = damaged(random, whole, at);
  let end = 0;
  const untouched = frames.filter(bytes => {
    end += bytes.length;
    return end <= at;
  }).length;

  const arrived: DebugProtocol.ProtocolMessage[] = [];
  let ends = 0;
  const reader = new MessageReader(() => true);
  reader.on('message', message => {
    if (ends > 0) throw new Error('a message was read after the end');
    arrived.push(message);
  });
  reader.on('broken', ({ message }) => {
    ends++;
    if (!/^[^\n]{1,300}\.$/.test(message)) throw new Error(`no sentence: ${message}`);
  });
  for (let from = 0; from < stream.length; ) {
    const to = from + 1 + random.below(200);
    reader.read(stream.subarray(from, to));
    from = to;
  }
  reader.end();
  if (ends > 1) throw new Error('it was given up twice');
  for (let seq = 0; seq < untouched; seq++) {
    if (arrived[seq]?.seq !== seq) throw new Error(`message ${seq} before the damage was lost`);
  }
  return ends > 0;
}

function frame(random: Random, seq: number): Buffer {
  const args = random.happens(0.3) ? { value: wrongValue(random) } : undefined;
  const content = JSON.stringify({ seq, type: 'request', command: 'threads', arguments: args });
  return Buffer.from(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
}

/** With something taken out, put in or changed. */
function damaged(random: Random, bytes: Buffer, at: number): Buffer {
  const before = bytes.subarray(0, at);
  const isCut = random.happens(0.3);
  const after = bytes.subarray(isCut ? at + 1 + random.below(20) : at + random.below(2));
  if (isCut) return Buffer.concat([before, after]);
  const piece = random.happens(0.5) ? random.of(PIECES) : String.fromCharCode(random.below(256));
  return Buffer.concat([before, Buffer.from(piece, 'latin1'), after]);
}
