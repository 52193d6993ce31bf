import type { BrowserName } from '../../extension/test/harness/browserProgram.ts';

/** A test that does not go in a page as it does in Node. */
export interface KnownDifference {
  /**
   * Of the debug adapter: the file without `.test.ts`, and the name of the test in it, after those of its suites. Of
   * tests in Python: `greenlet` or `agent`, and the name of the test.
   */
  readonly test: readonly [file: string, name: string];
  /** `not run`: it would wait in vain, or take other tests with it. */
  readonly outcome: 'failed' | 'skipped' | 'not run';
  /** Where it is so: everywhere but in Node, unless it is said. */
  readonly browsers?: readonly BrowserName[];
  readonly reason: string;
}

/** The tests of greenlet's suite that look at how much memory the process has. */
const UNTRACKED_MEMORY = [
  'test_untracked_memory_doesnt_increase',
  'test_untracked_memory_doesnt_increase_unfinished_thread_dealloc_in_main',
  'test_untracked_memory_doesnt_increase_unfinished_thread_dealloc_in_thread',
];

const DIFFERENCES: readonly KnownDifference[] = [
  {
    test: [
      'sources',
      'a source that is edited while the program runs is told from the one that runs',
    ],
    outcome: 'not run',
    reason:
      'an adapter in a page has its files in memory: what is edited elsewhere does not change them',
  },
  ...UNTRACKED_MEMORY.map(
    (name): KnownDifference => ({
      test: ['greenlet', `test_leaks.TestLeaks.${name}`],
      outcome: 'skipped',
      reason: 'a page does not see the memory of a program in a worker',
    }),
  ),
];

/** Of the tests of a file, or of a suite in Python. */
export function differencesOf(file: string, browser: BrowserName): readonly KnownDifference[] {
  return DIFFERENCES.filter(
    ({ test, browsers }) => test[0] === file && (browsers?.includes(browser) ?? true),
  );
}
