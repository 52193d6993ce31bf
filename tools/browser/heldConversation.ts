import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { OTHER_ADAPTER_VARIABLE } from '../../debug-adapter/session/test/dapClient.ts';
import type { TestOutcome } from './resultReporter.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../debug-adapter/session/test');

const REPORTER = path.join(import.meta.dirname, 'resultReporter.ts');

/**
 * Holds the conversations of a file of tests with another adapter than the one that they are made for.
 *
 * @param port where that one is.
 * @param left names of tests that are not run.
 * @throws Error when it is not even tried.
 */
export async function holdConversations(
  name: string,
  port: number,
  left: readonly string[],
): Promise<readonly TestOutcome[]> {
  // Each file's tests would tell this process of themselves, and not of how they went.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const args = [
    ...['--test', `--test-reporter=${REPORTER}`],
    ...left.map(test => `--test-skip-pattern=/^${test.replace(/[^\w ]/g, '\\$&')}$/`),
    path.join(FOLDER, `${name}.test.ts`),
  ];
  const child = spawn(process.execPath, args, {
    env: { ...env, [OTHER_ADAPTER_VARIABLE]: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (output === '') throw new Error(`${name}.test.ts has told of no test`);
  return output
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}
