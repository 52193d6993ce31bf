import { defaultVersion, type PythonVersion } from '../../debug-adapter/session/python/versions.ts';

/** Tests that do not pass here, and why. */
export interface Expectation {
  /** `not run`: it would wait for ever, or take other tests with it. */
  readonly outcome: 'failed' | 'not run';
  readonly reason: string;
  /** By `module.Class.test`; `*` stands for any name. */
  readonly tests: readonly string[];
  /** The one version of Python of which it is so. */
  readonly version?: PythonVersion;
  /** Whether they pass now and then, which is a matter of time. */
  readonly mayPass?: true;
}

export function failing(reason: string, tests: readonly string[]): Expectation {
  return { outcome: 'failed', reason, tests };
}

export function failingNowAndThen(reason: string, tests: readonly string[]): Expectation {
  return { outcome: 'failed', reason, tests, mayPass: true };
}

export function failingOn(
  version: PythonVersion,
  reason: string,
  tests: readonly string[],
): Expectation {
  return { outcome: 'failed', reason, tests, version };
}

export function notRun(reason: string, tests: readonly string[]): Expectation {
  return { outcome: 'not run', reason, tests };
}

/** Those that hold for the version of Python that is tested. */
export function ofThisVersion(expectations: readonly Expectation[]): readonly Expectation[] {
  return expectations.filter(({ version = defaultVersion() }) => version === defaultVersion());
}

/** What is known of a test. */
export function expectationOf(
  test: string,
  expectations: readonly Expectation[],
): Expectation | undefined {
  return expectations.find(({ tests }) => tests.some(pattern => isMatch(test, pattern)));
}

function isMatch(test: string, pattern: string): boolean {
  const names = test.split('.');
  const wanted = pattern.split('.');
  return (
    names.length === wanted.length &&
    wanted.every((name, index) => name === '*' || name === names[index])
  );
}
