/**
 * Runs greenlet's own test suite in WASIX Python and holds it against what is expected; with
 * `--update`, writes the results to the page of packages.
 */
import { parseArgs } from 'node:util';
import { defaultVersion } from '../../debug-adapter/session/python/versions.ts';
import { writeSuiteResult } from '../pages/packagePage.ts';
import { SKIPPED } from './greenletExpectations.ts';
import { MODULES, PREFIX, TESTS_ARCHIVE, TESTS_FOLDER } from './greenletSuite.ts';
import { runGuestPython } from './guestPython.ts';
import { OperatingSystem } from './operatingSystem.ts';
import { type ModuleResults, RUNNER, runUnittestModule } from './unittestModule.ts';

const { values } = parseArgs({ options: { update: { type: 'boolean', default: false } } });

const MOUNT = { kind: 'zip', point: TESTS_FOLDER, source: TESTS_ARCHIVE } as const;
const ENVIRONMENT = { PYTHONPATH: `${TESTS_FOLDER}:${RUNNER.point}` };

/** Runs a module. Where a test starts a process, that is another guest. */
async function runModule(module: string): Promise<ModuleResults> {
  const system = new OperatingSystem(({ run }) =>
    runGuestPython(run, [MOUNT, RUNNER], { env: ENVIRONMENT }),
  );
  const env = { ...ENVIRONMENT, ...(await system.listen()) };
  try {
    return await runUnittestModule(`${PREFIX}${module}`, [MOUNT], {
      env,
      onStart: guest => {
        system.guest = guest;
      },
    });
  } finally {
    system.close();
  }
}

const surprises: string[] = [];
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const module of MODULES) {
  const { results, problem } = await runModule(module);
  if (problem !== undefined) surprises.push(problem);
  for (const { test, outcome, detail } of results) {
    counts[outcome]++;
    const expected = SKIPPED.has(test.slice(PREFIX.length)) ? 'skipped' : 'passed';
    if (outcome !== expected)
      surprises.push(`${test} ${outcome} instead of ${expected}: ${detail}`);
  }
  console.log(`${module.padEnd(28)}${String(results.length).padStart(3)} run`);
}

console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
for (const [test, reason] of SKIPPED) console.log(`${test} skipped: ${reason}`);
if (values.update) writeSuiteResult('greenlet', defaultVersion(), { ...counts, notRun: 0 });
for (const surprise of surprises) console.error(`\n${surprise}`);
process.exit(surprises.length === 0 ? 0 : 1);
