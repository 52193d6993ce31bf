import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';

/** The built command. */
export const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** Runs a program by the command. @returns what it printed. */
export async function output(program: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, 'run', program]);
  assert.equal(stderr, '');
  return stdout;
}

/** The number of the first line that has a text in it. */
function lineOf(file: string, text: string): number {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex(line => line.includes(text));
  assert.notEqual(index, -1, `${file} has no ${text}`);
  return index + 1;
}

/** Launches a program under the debug adapter, up to where breakpoints are set. */
export async function launch(configuration: object): Promise<DapClient> {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', configuration);
  await client.event('initialized');
  return client;
}

/** Sets a breakpoint at the first line that has a text in it. */
export async function stopAt(client: DapClient, file: string, text: string): Promise<void> {
  const { breakpoints } = await client.request('setBreakpoints', {
    source: { path: file },
    breakpoints: [{ line: lineOf(file, text) }],
  });
  assert.equal(breakpoints[0].verified, true);
}
