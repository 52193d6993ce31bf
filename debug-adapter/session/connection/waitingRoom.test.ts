import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { ADMISSION_PATIENCE, MOST_WAITING, WaitingRoom } from './waitingRoom.ts';

test('R1: the oldest of too many connections without the token is closed', () => {
  const room = new WaitingRoom();
  const sockets = Array.from({ length: MOST_WAITING + 2 }, () => new Socket());
  const known = sockets.shift() as Socket;
  room.enter(known, () => {});
  room.leave(known);
  for (const socket of sockets) room.enter(socket, () => {});
  const closed = sockets.map(({ destroyed }) => destroyed);
  assert.deepEqual(closed, [true, ...Array.from({ length: MOST_WAITING }, () => false)]);
  assert.equal(known.destroyed, false);
  room.close();
  assert.ok(sockets.every(({ destroyed }) => destroyed));
});

test('R1: a client has a minute to show the token, and then as long as it likes', t => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const room = new WaitingRoom();
  const late: string[] = [];
  const known = new Socket();
  room.enter(new Socket(), () => late.push('stranger'));
  room.enter(known, () => late.push('known'));
  t.mock.timers.tick(ADMISSION_PATIENCE - 1);
  room.leave(known);
  assert.deepEqual(late, []);
  t.mock.timers.tick(1);
  assert.deepEqual(late, ['stranger']);
  room.close();
});
