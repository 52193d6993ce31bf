/** Runs greenlet's own test suite in WASIX Python and holds it against what is expected. */
import path from 'node:path';
import { distributionFolder } from '../../debug-adapter/session/python/distribution.ts';
import { LIBRARY } from '../../debug-adapter/session/python/interpreter.ts';
import { EXPECTATIONS } from './greenletExpectations.ts';
import { type ModuleResults, runUnittestModule } from './unittestModule.ts';

const PACKAGE = 'greenlet.tests';
/** Where the tests are in the guest, and the package objgraph that comes with them. */
const TESTS = `${LIBRARY}/site-packages/greenlet/tests`;

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

/** Runs a module without the tests that cannot be run. */
function runModule(module: string): Promise<ModuleResults> {
  const notRun = [...EXPECTATIONS]
    .filter(([test, { outcome }]) => outcome === 'not run' && test.startsWith(`${module}.`))
    .map(([test]) => `${PACKAGE}.${test}`);
  const source = path.join(distributionFolder(), 'python/greenlet-tests.zip');
  return runUnittestModule(`${PACKAGE}.${module}`, [{ kind: 'zip', point: TESTS, source }], {
    notRun,
    env: { PYTHONPATH: TESTS },
  });
}

const surprises: string[] = [];
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const name of MODULES) {
  const module = `test_${name}`;
  const { results, problem } = await runModule(module);
  if (problem !== undefined) surprises.push(problem);
  for (const { test, outcome, detail } of results) {
    counts[outcome]++;
    const expected = EXPECTATIONS.get(test.slice(PACKAGE.length + 1))?.outcome ?? 'passed';
    if (outcome !== expected)
      surprises.push(`${test} ${outcome} instead of ${expected}: ${detail}`);
  }
  console.log(`${module.padEnd(28)}${String(results.length).padStart(3)} run`);
}

const notRun = new Map<string, number>();
for (const { outcome, reason } of EXPECTATIONS.values()) {
  if (outcome === 'not run') notRun.set(reason, (notRun.get(reason) ?? 0) + 1);
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
for (const [reason, count] of notRun) console.log(`${count} not run: ${reason}`);
for (const surprise of surprises) console.error(`\n${surprise}`);
process.exit(surprises.length === 0 ? 0 : 1);
