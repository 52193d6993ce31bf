import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemError } from '../errno.ts';
import { MessageChannelDescriptor } from './messageChannel.ts';

function frame(length: number): Uint8Array {
  const bytes = new Uint8Array(4 + length);
  new DataView(bytes.buffer).setUint32(0, length, true);
  return bytes;
}

test('a guest that sends more than is taken has to wait', () => {
  let sent = 0;
  const channel = new MessageChannelDescriptor({
    send: message => {
      sent += message.length;
    },
    tryReceive: () => undefined,
  });
  const half = frame(1 << 19);
  channel.write([half]);
  channel.write([half]);
  assert.throws(() => channel.write([half]), systemError('EAGAIN'));
  assert.equal(channel.readiness('write').isReady, false);
  assert.equal(sent, 1 << 20);
  let notifications = 0;
  channel.changes.subscribe(() => notifications++);
  channel.acknowledge(1 << 19);
  assert.equal(notifications, 1);
  assert.equal(channel.readiness('write').isReady, true);
  channel.write([half]);
});
