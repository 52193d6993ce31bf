import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { ConversationLog } from './conversationLog.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conversation-log-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** What a log holds, without the times. */
function read(file: string): string[] {
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map(line => line.replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, ''));
}

test('logToFile: a log holds the conversation from its beginning, without secrets', () => {
  const file = path.join(folder, 'logs', 'session.log');
  const log = new ConversationLog();
  log.note('client', { command: 'initialize' });
  log.note('client', { command: 'launch', arguments: { token: 's3cret', env: { KEY: 's3cret' } } });
  log.open(file);
  log.note('adapter', { event: 'initialized' });
  log.close();
  log.note('adapter', { event: 'terminated' });
  assert.deepEqual(read(file), [
    'client: {"command":"initialize"}',
    'client: {"command":"launch","arguments":{"token":"…","env":{"KEY":"…"}}}',
    'adapter: {"event":"initialized"}',
  ]);
  assert.equal(fs.statSync(file).mode & 0o077, 0);
});

test('logToFile: a link that a program has put in the place of the log is replaced', () => {
  const precious = path.join(folder, 'precious');
  fs.writeFileSync(precious, 'kept');
  const file = path.join(folder, 'linked.log');
  fs.symlinkSync(precious, file);
  const log = new ConversationLog();
  log.open(file);
  log.note('client', {});
  log.close();
  assert.equal(fs.readFileSync(precious, 'utf8'), 'kept');
  assert.deepEqual(read(file), ['client: {}']);
});

test('logToFile: a place that cannot be written to is one clear sentence', () => {
  assert.throws(
    () => new ConversationLog().open(folder),
    /^Error: The log .* cannot be written \(\w+\): correct "logToFile" in the launch configuration\.$/,
  );
});
