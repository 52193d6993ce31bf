import type { MountSpecification } from '../../debug-adapter/runtime/node/guestMessages.ts';
import { type PythonOptions, type PythonRun, runGuestPython } from './guestPython.ts';

/** The runner in the guest, and what stands in for modules that tests need. */
export const RUNNER: MountSpecification = {
  kind: 'directory',
  point: '/runner',
  source: import.meta.dirname,
  isReadOnly: true,
};

/** After how many milliseconds a test counts as hung. The longest takes a minute on a busy machine. */
export const PATIENCE = 180_000;

/** What became of a test, or of a module that does not want to be tested at all. */
export interface TestResult {
  readonly test: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly detail: string;
}

/** How the tests of a module went. */
export interface ModuleResults {
  readonly results: readonly TestResult[];
  /** The tests that were left out. */
  readonly notRun: readonly string[];
  /** Why the module did not come to its end, if it did not. */
  readonly problem?: string;
}

/** What the runner in the guest tells. */
interface TestReport {
  readonly test: string;
  readonly outcome: TestResult['outcome'] | 'started' | 'not run';
  readonly detail: string;
}

/**
 * Runs the unit tests of a Python module in a guest of its own, so that one that
 * ends early hides nothing of the others. A test that hangs, or ends the
 * interpreter, has failed; those after it run in another guest.
 *
 * @param leftOut ids of tests to leave out, `*` standing for any characters.
 */
export function runUnittestModule(
  module: string,
  mounts: readonly MountSpecification[],
  {
    leftOut = [],
    ...options
  }: Omit<PythonOptions, 'patience'> & { leftOut?: readonly string[] } = {},
): Promise<ModuleResults> {
  const run = (args: readonly string[]): Promise<PythonRun> =>
    runGuestPython(args, [...mounts, RUNNER], { ...options, patience: PATIENCE });
  return runUnittestModuleBy(run, module, leftOut);
}

/**
 * Does the same wherever Python runs.
 *
 * @param run runs Python, which finds the runner, and ends it after {@link PATIENCE} without a word.
 */
export async function runUnittestModuleBy(
  run: (args: readonly string[]) => Promise<PythonRun>,
  module: string,
  leftOut: readonly string[] = [],
): Promise<ModuleResults> {
  const results: TestResult[] = [];
  const notRun: string[] = [];
  const done: string[] = [];
  for (;;) {
    const lists = [leftOut, done].map(list => JSON.stringify(list));
    const args = [`${RUNNER.point}/run_unittest.py`, module, ...lists];
    const { code, stdout, stderr } = await run(args);
    let running: string | undefined;
    for (const { test, outcome, detail } of reportsIn(stdout)) {
      if (outcome === 'started') {
        running = test;
        continue;
      }
      if (outcome === 'not run') notRun.push(test);
      else results.push({ test, outcome, detail });
      done.push(test);
      if (test === running) running = undefined;
    }
    if (code === 0) return { results, notRun };
    const problem = `${module} ended with exit code ${code}: ${stderr}`;
    if (running === undefined) return { results, notRun, problem };
    results.push({ test: running, outcome: 'failed', detail: problem });
    done.push(running);
  }
}

function reportsIn(stdout: string): TestReport[] {
  return stdout
    .split('\n')
    .filter(line => line.startsWith('{"test": '))
    .map(line => JSON.parse(line) as TestReport);
}
