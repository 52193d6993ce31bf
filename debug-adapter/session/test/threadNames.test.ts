/** What threads are called: who they are, and where they stand in the user's code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient.ts';
import { Program } from './program.ts';

const program = new Program('placed.py');

/** Stops a client that calls itself something at the first marker. */
async function stoppedClient(clientID: string | undefined): Promise<DapClient> {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python', clientID });
  await client.request('launch', { program: program.file });
  await client.event('initialized');
  const breakpoints = ['last', 'over'].map(marker => ({ line: program.line(marker) }));
  await client.request('setBreakpoints', { source: { path: program.file }, breakpoints });
  await client.request('configurationDone');
  await client.event('stopped');
  return client;
}

async function names(client: DapClient): Promise<string[]> {
  const { threads } = await client.request('threads');
  return threads.map(({ name }: DebugProtocol.Thread) => name);
}

/** Where something is in the program. */
const at = (marker: string): string => `${program.name}:${program.line(marker)}`;

test("D40: threads have the user's place in their names, and no state", async () => {
  const client = await stoppedClient('vscode');
  assert.deepEqual(await names(client), [
    `main · ${at('last')}`,
    // In contextlib, which calls the switch.
    `reader (g1) · ${at('read')}`,
    `writer (g2) · ${at('waits')}`,
    // In a function of its own within a call of C.
    `sorter (g3) · ${at('sorts')}`,
  ]);
  const { threads } = await client.request('threads');
  const { stackFrames } = await client.request('stackTrace', { threadId: threads[1].id });
  assert.equal(stackFrames[0].source.name, 'contextlib.py');
  await client.request('continue', { threadId: threads[0].id });
  await client.event('stopped');
  assert.deepEqual((await names(client)).slice(0, 2), [
    `main · ${at('over')}`,
    `reader (g1) · ${at('read')}`,
  ]);
  await client.close();
});

test('D40: a client that keeps the names of the first stop gets what stays true', async () => {
  const client = await stoppedClient('neovim');
  assert.deepEqual(await names(client), ['main', 'reader (g1)', 'writer (g2)', 'sorter (g3)']);
  await client.close();
});

test('D40: a client that does not show which thread has stopped reads it in the name', async () => {
  const client = await stoppedClient('hx');
  assert.deepEqual(
    (await names(client)).filter(name => name.includes('active')),
    [`main · ${at('last')} · active`],
  );
  await client.close();
});
