/** How much memory the adapter has when programs that used some have ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DapClient } from './dapClient.ts';
import { Listener } from './listener.ts';
import { Program } from './program.ts';

const OPTIONS = { skip: process.platform !== 'linux' };

/** How many programs follow the first. */
const ROUNDS = 6;

/** What each uses, in MB. */
const USED = 50;

test('R8: a program that is restarted gives back its memory', OPTIONS, async t => {
  const adapter = Listener.adapter();
  t.after(() => adapter.end('SIGTERM'));
  const client = await launch(adapter, 'apart');
  const first = adapter.residentMemory;
  for (let round = 0; round < ROUNDS; round++) {
    await client.request('restart');
    await isReady(client);
  }
  assertGivenBack(first, adapter.residentMemory);
  await client.close();
});

test('R8: sessions on one port, one after the other, give back their memory', OPTIONS, async t => {
  const adapter = Listener.adapter();
  t.after(() => adapter.end('SIGTERM'));
  const measure = async (): Promise<number> => {
    const client = await launch(adapter);
    const memory = adapter.residentMemory;
    await client.close();
    return memory;
  };
  const first = await measure();
  let last = first;
  for (let round = 0; round < ROUNDS; round += 2) {
    const client = await launch(adapter, 'apart', 'briefly');
    await client.event('terminated');
    await client.close();
    last = await measure();
  }
  assertGivenBack(first, last);
});

/** Starts a program that uses memory, up to where it does. */
async function launch(adapter: Listener, ...args: string[]): Promise<DapClient> {
  const client = await adapter.launched({ program: new Program('holding.py').file, args });
  await client.request('configurationDone');
  await isReady(client);
  return client;
}

async function isReady(client: DapClient): Promise<void> {
  await client.event('output', ({ output }) => output === 'ready\n');
}

/**
 * That programs have left less than half of what they used. The one that has just ended may still
 * be about to give it back, and the first ones leave some of what the adapter itself needs.
 */
function assertGivenBack(first: number, last: number): void {
  const told = `${Math.round(last)} MB, and ${Math.round(first)} MB with the first program`;
  assert.ok(last - first < (ROUNDS * USED) / 2, told);
}
