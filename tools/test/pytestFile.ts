import type { MountSpecification } from '../../debug-adapter/runtime/node/guestMessages.ts';
import { type PythonOptions, runGuestPython } from './guestPython.ts';
import { type ModuleResults, RUNNER, type TestResult } from './unittestModule.ts';

/** After how many milliseconds without the end of a test one counts as hung. */
const PATIENCE = 180_000;

/** pytest's exit codes when it has run the tests, whatever came of them. */
const HAS_RUN = [0, 1];
/** Its exit code when it has found none, as in a file that skips itself. */
const FOUND_NONE = 5;

/** Which tests are run, and how. */
export interface PytestOptions extends Omit<PythonOptions, 'patience'> {
  /** Arguments of pytest. */
  readonly args?: readonly string[];
  /** Ids of tests to leave out, as pytest's `--deselect` takes them, less the file's. */
  readonly leftOut?: readonly string[];
}

/** Runs the tests of a file by pytest, which has to be in one of the mounts, in a guest of its own. */
export async function runPytestFile(
  file: string,
  mounts: readonly MountSpecification[],
  { args = [], leftOut = [], ...options }: PytestOptions = {},
): Promise<ModuleResults> {
  const { code, stdout, stderr } = await runGuestPython(
    [
      ...[`${RUNNER.point}/run_pytest.py`, file, '-p', 'no:cacheprovider', ...args],
      ...leftOut.flatMap(test => ['--deselect', `${file}::${test}`]),
    ],
    [...mounts, RUNNER],
    { ...options, patience: PATIENCE },
  );
  const results = stdout
    .split('\n')
    .filter(line => line.startsWith('{"test": '))
    .map(line => JSON.parse(line) as TestResult);
  // Python ends with such a code as well, before pytest has begun.
  const hasRun = HAS_RUN.includes(code) && results.length > 0;
  if (hasRun || code === FOUND_NONE) return { results, notRun: leftOut };
  const problem = `${file} ended with exit code ${code}: ${stdout}${stderr}`;
  return { results, notRun: leftOut, problem };
}
