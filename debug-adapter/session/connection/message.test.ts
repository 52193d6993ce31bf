import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeMessage, InvalidMessage, parseMessage } from './message.ts';

/** What is wrong with a message, and the request that wants to know. */
function fault(message: unknown): [string, InvalidMessage['request']] {
  try {
    parseMessage(Buffer.from(JSON.stringify(message)));
  } catch (error) {
    assert.ok(error instanceof InvalidMessage);
    return [/whose (.*): it was not/.exec(error.message)?.[1] ?? error.message, error.request];
  }
  return ['', undefined];
}

const TYPES = '"type" must be "request", "response" or "event"';

for (const [message, sentence, request] of [
  [{ command: {} }, `${TYPES}, not nothing`, undefined],
  [{ seq: 1, command: 'threads' }, `${TYPES}, not nothing`, { seq: 1, command: 'threads' }],
  [{ seq: 1, type: 'toString' }, `${TYPES}, not "toString"`, { seq: 1, command: '' }],
  [{ seq: 1, type: { toString: 1 } }, `${TYPES}, not an object`, { seq: 1, command: '' }],
  [
    { seq: 2, type: 'request', command: {} },
    '"command" must be a string, not an object',
    { seq: 2, command: '' },
  ],
  [
    { seq: 2, type: 'request', command: { toString: null } },
    '"command" must be a string, not an object',
    { seq: 2, command: '' },
  ],
  [
    { seq: 3, type: 'request', command: 'threads', arguments: 'x'.repeat(1e6) },
    `"arguments" must be an object, not "${'x'.repeat(60)}"…`,
    { seq: 3, command: 'threads' },
  ],
  [
    { seq: 3, type: 'request', command: 'threads', arguments: [1] },
    '"arguments" must be an object, not a list',
    { seq: 3, command: 'threads' },
  ],
  [
    { seq: '4', type: 'request', command: 'threads' },
    '"seq" must be a whole number, not "4"',
    undefined,
  ],
  [
    { seq: 4.5, type: 'request', command: 'threads' },
    '"seq" must be a whole number, not 4.5',
    undefined,
  ],
  [{ seq: 5, type: 'response' }, '"request_seq" must be a whole number, not nothing', undefined],
  [{ seq: 5, type: 'event', event: 7 }, '"event" must be a string, not 7', undefined],
] as const) {
  test(`R3: ${JSON.stringify(message).slice(0, 70)} is no message`, () => {
    assert.deepEqual(fault(message), [sentence, request]);
  });
}

test('R3: nothing is too deep to be refused', () => {
  const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
  for (const field of ['"command"', '"command": "evaluate", "arguments"', '"type"']) {
    const message = `{"seq": 1, "type": "request", ${field}: ${deep}}`;
    assert.throws(() => parseMessage(Buffer.from(message)), InvalidMessage);
  }
});

test('R3: what has the form of a message is one, whatever else it holds', () => {
  for (const message of [
    { seq: 1, type: 'request', command: 'threads' },
    { seq: 0, type: 'request', command: '', arguments: null, extra: [] },
    { seq: 1, type: 'request', command: 'constructor', arguments: { a: { b: [null] } } },
    { seq: 1, type: 'response', request_seq: 1, success: true },
    { seq: 1, type: 'event', event: 'later' },
  ]) {
    assert.deepEqual(parseMessage(Buffer.from(JSON.stringify(message))), message);
  }
});

test('a message is sent with the number of its bytes', () => {
  assert.equal(encodeMessage({ a: 'ä' }), 'Content-Length: 10\r\n\r\n{"a":"ä"}');
});
