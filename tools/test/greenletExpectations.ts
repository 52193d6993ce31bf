/** Tests of greenlet's suite that skip themselves, without `greenlet.tests.`, and why. */
export const SKIPPED: ReadonlyMap<string, string> = new Map([
  [
    'test_contextvars.NoContextVarsTests.test_contextvars_errors',
    'For versions of Python without context variables.',
  ],
  ['test_greenlet_trash.TestTrashCanReEnter.test_it', 'For Python 3.12 and earlier.'],
  [
    'test_version.VersionTests.test_version',
    "Compares with greenlet's setup.py, which Debian does not ship.",
  ],
]);
