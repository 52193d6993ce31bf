/** What clients other than VS Code send, as their sources have it. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient.ts';
import { Program } from './program.ts';

/** Starts a program as one of them does, and stops it at a marker. */
async function stop(
  program: Program,
  marker: string,
  clientID: string,
  launch: object,
): Promise<DapClient> {
  const client = new DapClient();
  await client.request('initialize', { clientID, adapterID: 'wasix-python', pathFormat: 'path' });
  await client.request('launch', launch);
  await client.event('initialized');
  const breakpoints = [{ line: program.line(marker) }];
  await client.request('setBreakpoints', { source: { path: program.file }, breakpoints });
  await client.request('configurationDone');
  return client;
}

test('P9: Helix names a program and a folder, and reads each stack', async () => {
  const program = new Program('crowd.py');
  const launch = { cwd: path.dirname(program.file), program: program.file };
  const client = await stop(program, 'last', 'hx', launch);
  await client.event('stopped', ({ allThreadsStopped }) => allThreadsStopped);
  const { threads } = await client.request('threads');
  assert.equal(threads.length, 11);
  const lines: number[] = [];
  for (const { id } of threads as DebugProtocol.Thread[]) {
    const { stackFrames } = await client.request('stackTrace', { threadId: id });
    lines.push(stackFrames[0].line);
  }
  const [reads, writes] = [program.line('reads'), program.line('writes')];
  assert.deepEqual(lines, [program.line('last'), ...Array(5).fill([reads, writes]).flat()]);
  await client.close();
});

test('P9: dape reads all scopes, which do not hold more than can be read', async () => {
  const program = new Program('wide.py');
  const launch = { type: 'wasix-python', request: 'launch', program: program.file };
  const client = await stop(program, 'stand', 'dape', launch);
  await client.event('stopped');
  const { threads } = await client.request('threads');
  const args = { threadId: threads[0].id, startFrame: 0, levels: 1, format: { module: true } };
  const { stackFrames, totalFrames } = await client.request('stackTrace', args);
  assert.deepEqual([stackFrames.length, totalFrames], [1, 2]);
  const { scopes } = await client.request('scopes', { frameId: stackFrames[0].id });
  assert.ok(scopes.some(({ expensive }: DebugProtocol.Scope) => expensive));
  for (const { name, variablesReference } of scopes as DebugProtocol.Scope[]) {
    const { variables } = await client.request('variables', { variablesReference });
    assert.ok(variables.length <= 1_001, `${name} has ${variables.length}`);
    if (name === 'Globals') assert.match(variables.at(-1).value, /^4,00\d more$/);
  }
  await client.close();
});
