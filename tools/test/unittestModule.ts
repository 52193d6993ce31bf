import type { MountSpecification } from '../../debug-adapter/runtime/node/guestMessages.ts';
import { runGuestPython } from './guestPython.ts';

const RUNNER = '/runner';

/** What became of a test, or of a module that does not want to be tested at all. */
export interface TestResult {
  readonly test: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly detail: string;
}

/** How the tests of a module went. */
export interface ModuleResults {
  readonly results: readonly TestResult[];
  /** Why the module did not come to its end, if it did not. */
  readonly problem?: string;
}

/**
 * Runs the unit tests of a Python module in a guest of its own, so that one that
 * ends early hides nothing of the others.
 *
 * @param notRun ids of tests to leave out.
 */
export async function runUnittestModule(
  module: string,
  mounts: readonly MountSpecification[],
  { notRun = [], env = {} }: { notRun?: readonly string[]; env?: Record<string, string> } = {},
): Promise<ModuleResults> {
  const { code, stdout, stderr } = await runGuestPython(
    [`${RUNNER}/run_unittest.py`, module, ...notRun],
    [
      ...mounts,
      { kind: 'directory', point: RUNNER, source: import.meta.dirname, isReadOnly: true },
    ],
    env,
  );
  const results = stdout
    .split('\n')
    .filter(line => line.startsWith('{"test": '))
    .map(line => JSON.parse(line) as TestResult);
  if (code === 0) return { results };
  return { results, problem: `${module} ended with exit code ${code}: ${stderr}` };
}
