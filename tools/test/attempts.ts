import { expectationOf } from './expectation.ts';
import type { Suites } from './suiteReport.ts';
import type { ModuleResults } from './unittestModule.ts';

/** How often a file is run in which a test fails that should not. */
const MOST_ATTEMPTS = 3;

/**
 * Runs the tests of a file, and again where one fails that should not: many of those of servers and
 * their like give up after a tenth of a second, which a busy machine may take.
 *
 * @param run runs them once.
 */
export async function runPatiently(
  file: string,
  run: () => Promise<ModuleResults>,
  { prefix, expectations }: Suites,
): Promise<ModuleResults> {
  for (let attempt = 1; ; attempt++) {
    const results = await run();
    const failed = results.results
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ test }) => test)
      .filter(test => expectationOf(test.slice(prefix.length), expectations) === undefined);
    if (failed.length === 0 || attempt === MOST_ATTEMPTS) return results;
    console.error(`${file} once more: ${failed.join(', ')} failed`);
  }
}
