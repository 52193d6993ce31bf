/** Runs greenlet's own test suite in WASIX Python and holds it against what is expected. */
import path from 'node:path';
import { distributionFolder } from '../../debug-adapter/session/python/distribution.ts';
import { LIBRARY } from '../../debug-adapter/session/python/interpreter.ts';
import { EXPECTED } from './greenletExpectations.ts';
import { runGuestPython } from './guestPython.ts';

const TESTS = `${LIBRARY}/site-packages/greenlet/tests`;
const RUNNER = '/runner';

const MODULES = [
  'contextvars',
  'cpp',
  'extension_interface',
  'gc',
  'generator',
  'generator_nested',
  'greenlet',
  'greenlet_trash',
  'interpreter_shutdown',
  'leaks',
  'stack_saved',
  'throw',
  'tracing',
  'version',
  'weakref',
];

interface Result {
  readonly test: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly detail: string;
}

const counts = { passed: 0, failed: 0, skipped: 0 };
const surprises: string[] = [];

for (const module of MODULES) {
  // A process for each module, so that one that ends early hides nothing of the others.
  const { code, stdout, stderr } = await runGuestPython(
    [`${RUNNER}/run_unittest.py`, `greenlet.tests.test_${module}`],
    [
      {
        kind: 'zip',
        point: TESTS,
        source: path.join(distributionFolder(), 'python/greenlet-tests.zip'),
      },
      { kind: 'directory', point: RUNNER, source: import.meta.dirname, isReadOnly: true },
    ],
  );
  const results = stdout
    .split('\n')
    .filter(line => line.startsWith('{"test": '))
    .map(line => JSON.parse(line) as Result);
  for (const result of results) hold(result);
  if (code !== 0) surprises.push(`test_${module} ended with exit code ${code}: ${stderr}`);
  console.log(`${`test_${module}`.padEnd(28)}${results.length} tests`);
}

for (const name of Object.keys(EXPECTED)) surprises.push(`${name} was not run`);
console.log(
  `${counts.passed} passed, ${counts.failed} failed as expected, ${counts.skipped} skipped`,
);
for (const surprise of surprises) console.error(`\n${surprise}`);
process.exit(surprises.length === 0 ? 0 : 1);

function hold({ test, outcome, detail }: Result): void {
  const name = test.replace(/^greenlet\.tests\./, '');
  counts[outcome]++;
  const expected = EXPECTED[name]?.outcome ?? 'passed';
  delete EXPECTED[name];
  if (outcome !== expected) {
    surprises.push(`${name} ${outcome}, and was expected to be ${expected}: ${detail}`);
  }
}
