import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatElapsed, Progress } from './progress.ts';

function recorder(isTTY: boolean): {
  stream: { isTTY: boolean; write(text: string): void };
  text: () => string;
} {
  const written: string[] = [];
  return {
    stream: { isTTY, write: text => void written.push(text) },
    text: () => written.join(''),
  };
}

test('elapsed time is minutes and seconds', () => {
  assert.equal(formatElapsed(7.9), '0:07');
  assert.equal(formatElapsed(754), '12:34');
});

test('without a terminal a long step tells of itself now and then, in lines', t => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { stream, text } = recorder(false);
  const progress = new Progress(stream);
  progress.begin('[3/9] CPython: configure');
  progress.detail('half');
  t.mock.timers.tick(20_000);
  progress.end();
  t.mock.timers.tick(60_000);
  const lines = text().trimEnd().split('\n');
  assert.deepEqual(
    lines.map(line => line.replace(/\d:\d\d/, 'T')),
    [
      '[3/9] CPython: configure … T',
      '[3/9] CPython: configure (half) … T',
      '[3/9] CPython: configure: done (T)',
    ],
  );
});

test('on a terminal the line is rewritten, and a note does not tear it', t => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { stream, text } = recorder(true);
  const progress = new Progress(stream);
  progress.begin('Downloads');
  progress.note('Warning: gone');
  t.mock.timers.tick(1000);
  progress.end('failed');
  assert.equal(
    text().replaceAll(/\d:\d\d/g, 'T'),
    '\r\u001b[KDownloads … T\r\u001b[KWarning: gone\n\r\u001b[KDownloads … T' +
      '\r\u001b[KDownloads: failed (T)\n',
  );
});
