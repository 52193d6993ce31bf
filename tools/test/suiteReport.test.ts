import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, failingNowAndThen, notRun } from './expectation.ts';
import { SuiteReport } from './suiteReport.ts';
import type { TestResult } from './unittestModule.ts';

const KNOWN = {
  prefix: 'test.test_',
  expectations: [
    failing('Nobody looks at an empty path.', ['os.TestScandir.test_empty_path']),
    notRun('There is no limit.', ['selectors.*.test_above_fd_setsize']),
  ],
};
const KNOWN_TO_FAIL = 'test.test_os.TestScandir.test_empty_path';

function result(test: string, outcome: TestResult['outcome'], detail = ''): TestResult {
  return { test, outcome, detail };
}

test('counts of suites add up, and what failed has its reason', () => {
  const report = new SuiteReport(KNOWN);
  report.add('os', {
    results: [
      result('test.test_os.A.one', 'passed'),
      result('test.test_os.A.two', 'skipped', 'for Windows'),
      result(KNOWN_TO_FAIL, 'failed', 'Traceback\nAssertionError: not raised'),
    ],
    notRun: [],
  });
  report.add('selectors', {
    results: [result('test.test_selectors.B.one', 'passed')],
    notRun: ['test.test_selectors.PollSelectorTestCase.test_above_fd_setsize'],
  });
  assert.equal(
    report.table,
    `\
| tests of    | passed | failed | skipped | not run |
| ----------- | -----: | -----: | ------: | ------: |
| \`os\`        |      1 |      1 |       1 |       0 |
| \`selectors\` |      1 |      0 |       0 |       1 |
| all         |      2 |      1 |       1 |       1 |

Why those failed or are not run:

- 1: Nobody looks at an empty path.
- 1: There is no limit.`,
  );
  assert.deepEqual(report.details, [
    'os.A.two skipped: for Windows',
    'os.TestScandir.test_empty_path failed: AssertionError: not raised',
  ]);
  assert.deepEqual(report.surprises, []);
});

test('a failure without a reason, and a reason without a failure, are surprises', () => {
  const report = new SuiteReport(KNOWN);
  report.add('os', {
    results: [result('test.test_os.A.one', 'failed', 'boom'), result(KNOWN_TO_FAIL, 'passed')],
    notRun: [],
    problem: 'test.test_os ended with exit code 1: MemoryError',
  });
  assert.deepEqual(report.surprises, [
    'test.test_os ended with exit code 1: MemoryError',
    'os.A.one failed: boom',
    'os.TestScandir.test_empty_path passed, and is listed as failed',
  ]);
});

test('what passes now and then is no surprise, whether it does or not', () => {
  const report = new SuiteReport({
    ...KNOWN,
    expectations: [failingNowAndThen('It is a matter of time.', ['os.A.*'])],
  });
  report.add('os', {
    results: [
      result('test.test_os.A.one', 'passed'),
      result('test.test_os.A.two', 'failed', 'AssertionError: late'),
    ],
    notRun: [],
  });
  assert.deepEqual(report.surprises, []);
  assert.match(report.table, /- 1: It is a matter of time\.$/);
});
