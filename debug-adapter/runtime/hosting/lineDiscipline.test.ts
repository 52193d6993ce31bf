import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { LineDiscipline } from './lineDiscipline.ts';

describe('a line discipline', () => {
  let events: string[];
  let discipline: LineDiscipline;
  const decode = (bytes: Uint8Array): string => JSON.stringify(new TextDecoder().decode(bytes));
  const type = (text: string): void => discipline.type(new TextEncoder().encode(text));

  beforeEach(() => {
    events = [];
    discipline = new LineDiscipline({
      deliver: bytes => events.push(decode(bytes)),
      end: () => events.push('end'),
      show: bytes => events.push(`show ${decode(bytes)}`),
      signal: name => events.push(name),
    });
  });

  test('keeps a line until it is complete, and shows nothing of it', () => {
    discipline.modes = { echo: false, lineBuffered: true };
    type('sec');
    type('ret');
    assert.deepEqual(events, []);
    type('\rnext\nrest');
    assert.deepEqual(events, ['"secret\\n"', '"next\\n"']);
  });

  test('lets a line be edited', () => {
    discipline.modes = { echo: false, lineBuffered: true };
    type('\x7fnaïv\x7f\x7f\x7fo\r');
    type('wrong\x15right\r');
    type('\x04half\x04');
    assert.deepEqual(events, ['"no\\n"', '"right\\n"', 'end', '"half"']);
  });

  test('shows a line while it is typed, and what becomes of it', () => {
    type('a\tb\x7f\x7f\x7f');
    type('naï你\u0301\x1b\x7f\x7f\x7f\x7f\r');
    type('ab\x15\x03');
    const back = '\\b \\b';
    assert.deepEqual(events, [
      `show "a    b${back.repeat(6)}"`,
      `show "naï你\u0301^[${back.repeat(5)}\\n"`,
      '"na\\n"',
      `show "ab${back.repeat(2)}^C"`,
      'SIGINT',
    ]);
  });

  test('hands on each key, and shows it if it should', () => {
    discipline.modes = { echo: false, lineBuffered: false };
    type('a');
    type('\x1b[A\x04\r');
    discipline.modes = { echo: true, lineBuffered: false };
    type('b');
    assert.deepEqual(events, ['"a"', '"\\u001b[A\\u0004\\n"', 'show "b"', '"b"']);
  });

  test('a key for a signal raises it, and drops the line', () => {
    discipline.modes = { echo: false, lineBuffered: true };
    type('half\x03\r');
    discipline.modes = { echo: false, lineBuffered: false };
    type('\x1c\x1a');
    assert.deepEqual(events, ['SIGINT', '"\\n"', 'SIGQUIT', 'SIGTSTP']);
  });

  test('is as at first for who comes next', () => {
    discipline.modes = { echo: false, lineBuffered: true };
    type('half');
    discipline.forget();
    type('a\r');
    assert.deepEqual(events, ['show "a\\n"', '"a\\n"']);
  });

  test('hands on what was typed of a line when lines are over', () => {
    discipline.modes = { echo: false, lineBuffered: true };
    type('half');
    discipline.modes = { echo: false, lineBuffered: false };
    assert.deepEqual(events, ['"half"']);
  });
});
