import type { BrowserName } from './testPage.ts';

/** A test of the debug adapter that does not go in a page as it does in Node. */
export interface KnownDifference {
  /** The file without `.test.ts`, and the name of the test in it, after those of its suites. */
  readonly test: readonly [file: string, name: string];
  /** `not run`: it would wait in vain, or take other tests with it. */
  readonly outcome: 'failed' | 'not run';
  /** Where it is so: everywhere but in Node, unless it is said. */
  readonly browsers?: readonly BrowserName[];
  readonly reason: string;
}

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
];

/** Of the tests of a file. */
export function differencesOf(file: string, browser: BrowserName): readonly KnownDifference[] {
  return DIFFERENCES.filter(
    ({ test, browsers }) => test[0] === file && (browsers?.includes(browser) ?? true),
  );
}
