import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';

/** The built command. */
export const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** Where the Todo service is to keep what there is to do when that shall be gone with the run: a file of the guest's own. */
export const OWN_DATABASE = '/tmp/todos.db';

/** Runs a program by the command. @returns what it printed. */
export async function output(program: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [CLI, 'run', program]);
  assert.equal(stderr, '');
  return stdout;
}

/** How often a program is run that goes wrong most of the time. */
const MOST_RUNS = 50;

/** Records runs of a program by the command until one ends with some words. @returns those. */
export async function recordUntil(
  program: string,
  recording: string,
  words: RegExp,
): Promise<RegExpExecArray> {
  const args = [CLI, 'run', '--record', recording, program];
  for (let run = 0; run < MOST_RUNS; run++) {
    const { stderr } = await promisify(execFile)(process.execPath, args);
    const found = words.exec(stderr);
    if (found !== null) return found;
  }
  return assert.fail(`none of ${MOST_RUNS} runs ended with ${words}`);
}

/** The number of the first line that has a text in it. */
export function lineOf(file: string, text: string): number {
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
export async function stopAt(
  client: DapClient,
  file: string,
  text: string,
  condition?: string,
): Promise<void> {
  const { breakpoints } = await client.request('setBreakpoints', {
    source: { path: file },
    breakpoints: [{ line: lineOf(file, text), condition }],
  });
  assert.equal(breakpoints[0].verified, true);
}
