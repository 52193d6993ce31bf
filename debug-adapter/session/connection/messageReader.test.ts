import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageReader } from './messageReader.ts';

const CONTENT = '{"seq":1,"type":"request","command":"threads"}';
const HEADER = `Content-Length: ${CONTENT.length}\r\n\r\n`;

/** What a reader makes of bytes: the commands of the requests, and the sentences. */
function reading(bytes: Buffer[], isTrusted = true): string[] {
  const story: string[] = [];
  const reader = new MessageReader(() => isTrusted);
  reader.on('message', message => story.push((message as { command?: string }).command ?? '?'));
  reader.on('invalid', ({ message }) => story.push(message));
  reader.on('broken', ({ sender, message }) => story.push(`${sender}: ${message}`));
  for (const piece of bytes) reader.read(piece);
  reader.end();
  return story;
}

function bytewise(text: string): Buffer[] {
  return [...Buffer.from(text, 'latin1')].map(byte => Buffer.of(byte));
}

const malformed = (line: string): string =>
  `client: The client sent ${JSON.stringify(line)}, where a message begins with a line such as ` +
  '"Content-Length: 119\\r\\n": nothing after it can be read.';

const NOBODY =
  'stranger: This is the port of a debugger, for clients of the Debug Adapter Protocol: what connected is none, and is refused.';
const BROWSER =
  'browser: This is the port of a debugger, for clients of the Debug Adapter Protocol: a web browser is refused here.';

for (const [what, header] of Object.entries({
  'the usual header': HEADER,
  'a name in lower case': HEADER.toLowerCase(),
  'a name in upper case': HEADER.toUpperCase(),
  'no space': `Content-Length:${CONTENT.length}\r\n\r\n`,
  'a tab': `Content-Length:\t${CONTENT.length}\r\n\r\n`,
  'spaces around the value': `Content-Length:  ${CONTENT.length} \t\r\n\r\n`,
  'a type before': `Content-Type: application/json; charset=utf-8\r\n${HEADER}`,
  'leading zeros': `Content-Length: 000${CONTENT.length}\r\n\r\n`,
})) {
  test(`R4: ${what} is read, whole or byte by byte, from anybody`, () => {
    const message = header + CONTENT;
    for (const isTrusted of [true, false]) {
      assert.deepEqual(reading([Buffer.from(message + message)], isTrusted), [
        'threads',
        'threads',
      ]);
      assert.deepEqual(reading(bytewise(message + message), isTrusted), ['threads', 'threads']);
    }
  });
}

test('R4: an unknown field is passed over for a client that is known, and for nobody else', () => {
  const message = Buffer.from(`X-Trace: 7\r\n${HEADER}${CONTENT}`);
  assert.deepEqual(reading([message]), ['threads']);
  assert.deepEqual(reading([message], false), [NOBODY]);
  const second = Buffer.from(HEADER.replace('\r\n\r\n', '\r\nX-Trace: 7\r\n\r\n') + CONTENT);
  assert.deepEqual(reading([second]), ['threads']);
  assert.deepEqual(reading([second], false), [malformed('X-Trace: 7\r\n')]);
});

for (const [what, text, sentence] of [
  ['bare line feeds', 'Content-Length: 5\n\n', malformed('Content-Length: 5\n')],
  ['a space before the colon', 'Content-Length : 5\r\n\r\n', malformed('Content-Length : 5\r\n')],
  ['no colon', 'Content-Length 5\r\n\r\n', malformed('Content-Length 5\r\n')],
  ['an empty length', 'Content-Length: \r\n\r\n', malformed('Content-Length: \r\n')],
  ['a negative length', 'Content-Length: -5\r\n\r\n', malformed('Content-Length: -5\r\n')],
  ['a length in words', 'Content-Length: five\r\n\r\n', malformed('Content-Length: five\r\n')],
  ['a length and more', 'Content-Length: 5x\r\n\r\n', malformed('Content-Length: 5x\r\n')],
  ['a broken length', 'Content-Length: 5.0\r\n\r\n', malformed('Content-Length: 5.0\r\n')],
  [
    'two lengths',
    'Content-Length: 5\r\nContent-Length: 6\r\n\r\n',
    'client: The client sent a header with more than one Content-Length: nothing after it can be read.',
  ],
  [
    'no length',
    'Content-Type: application/json\r\n\r\n',
    'client: The client sent a header with no Content-Length: nothing after it can be read.',
  ],
  [
    'a header without end',
    `Content-Type: ${'x'.repeat(5000)}`,
    'client: The client sent a header of more than 4096 bytes without an end: nothing after it can be read.',
  ],
  [
    'a huge length',
    'Content-Length: 1000000000000\r\n\r\n',
    'client: The client sent a message of 1000000000000 bytes, and 134217728 are the most that is read: nothing after it can be read, either.',
  ],
  [
    'an end in the middle of a header',
    'Content-Length: 5\r\n',
    'client: The client left in the middle of a message, which was not carried out.',
  ],
  [
    'an end in the middle of the content',
    'Content-Length: 5\r\n\r\n{}',
    'client: The client left in the middle of a message, which was not carried out.',
  ],
] as const) {
  test(`R4: ${what} is told, at once, and nothing after it is read`, () => {
    const valid = sentence.includes('left') ? '' : HEADER + CONTENT;
    assert.deepEqual(reading([Buffer.from(HEADER + CONTENT + text + valid)]), [
      'threads',
      sentence,
    ]);
    const told = reading(bytewise(text + valid));
    assert.equal(told.length, 1);
    assert.match(String(told[0]), /^client: The client (sent|left) /);
  });
}

for (const [what, bytes] of Object.entries({
  'a TLS hello': Buffer.from('1603010200010001fc0303', 'hex'),
  'a greeting of SSH': Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'),
  'an empty line': Buffer.from('\r\n'),
  'a text': Buffer.from('hello'),
  JSON: Buffer.from(CONTENT),
  'a name that only begins so': Buffer.from('Content-Lengths: 5'),
  'a message behind garbage': Buffer.from(`garbage\r\n\r\n${HEADER}${CONTENT}`),
})) {
  test(`R1: a stranger who begins with ${what} is not served`, () => {
    assert.deepEqual(reading([bytes], false), [NOBODY]);
  });
}

const REQUEST = `Host: 127.0.0.1\r\nContent-Type: text/plain\r\n${HEADER}${CONTENT}`;

for (const [what, text] of Object.entries({
  'the line of a POST': `POST / HTTP/1.1\r\n${REQUEST}`,
  'the line of an OPTIONS': `OPTIONS /a?b=c HTTP/1.1\r\n${REQUEST}`,
  'a long path': `GET /${'x'.repeat(3000)} HTTP/1.1\r\n${REQUEST}`,
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'the host': REQUEST,
  'the origin after the length': `Content-Length: ${CONTENT.length}\r\nOrigin: http://a.b\r\n\r\n${CONTENT}`,
})) {
  test(`R1: a browser's request is known by ${what}`, () => {
    assert.deepEqual(reading([Buffer.from(text)], false), [BROWSER]);
    const [first] = reading(bytewise(text), false);
    assert.ok(first === BROWSER || (what === 'the host' && first === NOBODY), first);
  });
}

test('R4: content that is no message is told, and the next message is read', () => {
  const frame = (content: string | Buffer): Buffer => {
    const bytes = Buffer.from(content);
    return Buffer.concat([Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`), bytes]);
  };
  const contents = ['', '{', 'null', '[]', '"text"', Buffer.of(0x22, 0xff, 0xfe, 0x22)];
  const bytes = Buffer.concat([...contents.map(frame), frame(CONTENT)]);
  const story = reading([bytes]);
  assert.equal(story.pop(), 'threads');
  assert.deepEqual(
    story.map(sentence => sentence.replace(/(carried out): .*/, '$1')),
    [
      'The client sent a message that is not JSON, which was not carried out',
      'The client sent a message that is not JSON, which was not carried out',
      'The client sent a message whose content must be an object, not null: it was not carried out.',
      'The client sent a message whose content must be an object, not a list: it was not carried out.',
      'The client sent a message whose content must be an object, not "text": it was not carried out.',
      'The client sent a message that is not UTF-8, which was not carried out.',
    ],
  );
});

test('R5: each byte of a message is copied three times at most, in however many pieces it comes', t => {
  const length = 20_000_000;
  const content = Buffer.alloc(length, ' ');
  content.write(CONTENT);
  const bytes = Buffer.concat([Buffer.from(`Content-Length: ${length}\r\n\r\n`), content]);
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += 1000) {
    pieces.push(bytes.subarray(start, start + 1000));
  }
  let copied = 0;
  const copy = Buffer.prototype.copy;
  t.mock.method(Buffer.prototype, 'copy', function (this: Buffer, ...args: unknown[]) {
    const count = Reflect.apply(copy, this, args) as number;
    copied += count;
    return count;
  });
  t.mock.method(Buffer, 'concat', () => assert.fail('puts the pieces together again and again'));
  assert.deepEqual(reading(pieces), ['threads']);
  assert.ok(copied >= length && copied <= 3 * length, `${copied} bytes were copied`);
});

test('R5: somebody unknown can make little be kept', () => {
  const [sentence] = reading([Buffer.from('Content-Length: 1048577\r\n\r\n')], false);
  assert.match(String(sentence), /a message of 1048577 bytes, and 1048576 are the most/);
});
