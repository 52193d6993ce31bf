import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { Conversation } from './conversation.ts';
import { RESULTS_VARIABLE, type TestResult } from './results.ts';

/** How long a test may take, in milliseconds. */
const TEST_LIMIT = 300_000;

/**
 * Runs tests inside VS Code's extension host.
 *
 * @param files each loads a file of tests.
 * @throws Error when a test fails: it is what VS Code makes its exit code of.
 */
export async function runTests(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: TEST_LIMIT, reporter: Mocha.reporters.Base });
  mocha.rootHooks({
    beforeAll: () => void Conversation.recordAll(),
    afterEach: stopDebugging,
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of files) await load();
  const failures = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    runner.on('pass', test => report(test));
    runner.on('fail', (test, error) => report(test, error));
  });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** Ends all sessions. The editor calls that cancelled if one has ended by itself meanwhile. */
async function stopDebugging(): Promise<void> {
  try {
    await vscode.debug.stopDebugging();
  } catch (error) {
    if ((error as Error).name !== 'Canceled') throw error;
  }
}

function report(test: Mocha.Runnable, error?: Error): void {
  const file = process.env[RESULTS_VARIABLE];
  if (file === undefined) return;
  const failure = error && `${error.stack}\n${Conversation.all.at(-1)?.transcript ?? ''}`;
  const result: TestResult = {
    title: test.titlePath().join(': '),
    milliseconds: test.duration ?? 0,
    ...(failure === undefined ? {} : { failure }),
  };
  appendFileSync(file, `${JSON.stringify(result)}\n`);
}
