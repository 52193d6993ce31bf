/**
 * `npm run test:gevent`: runs gevent's own tests in WASIX Python, holds them
 * against what is expected, and prints a table.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { obtainGevent } from '../../debug-adapter/python/gevent/geventPackage.ts';
import { defaultVersion, guestLibrary } from '../../debug-adapter/session/python/versions.ts';
import { writeSuiteResult } from '../pages/packagePage.ts';
import { runPatiently } from './attempts.ts';
import { CPYTHON_TESTS } from './cpythonSuites.ts';
import { EXPECTATIONS } from './geventExpectations.ts';
import { SuiteReport } from './suiteReport.ts';
import { type ModuleResults, runUnittestModule } from './unittestModule.ts';

const PREFIX = 'gevent.tests.test__';
/** Where gevent is in the guest. */
const PACKAGES = '/packages';
/** Tests import others by what is beside them. */
const ENVIRONMENT = { PYTHONPATH: `${PACKAGES}:${PACKAGES}/gevent/tests` };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:gevent [-- [--verbose] [--update] [FILE...]]\n\n' +
      "Runs gevent's tests in WASIX Python: all files, or FILEs without `test__`, such as queue.\n" +
      '--verbose tells why each test failed or was skipped; --update writes the results of all files\n' +
      'to the page of packages.',
  );
  process.exit(0);
}

const { withTests: packages } = await obtainGevent(defaultVersion());
const mounts = [
  // gevent's tests use helpers of CPython's.
  { kind: 'zip', point: `${guestLibrary(defaultVersion())}/test`, source: CPYTHON_TESTS },
  { kind: 'directory', point: PACKAGES, source: packages, isReadOnly: true },
] as const;

async function allFiles(): Promise<string[]> {
  const names = await readdir(path.join(packages, 'gevent/tests'));
  return names
    .map(name => /^test__(.*)\.py$/.exec(name)?.[1])
    .filter(name => name !== undefined)
    .sort();
}

const leftOut = EXPECTATIONS.filter(({ outcome }) => outcome === 'not run')
  .flatMap(({ tests }) => tests)
  .map(test => `${PREFIX}${test}`);

const known = { prefix: PREFIX, expectations: EXPECTATIONS };
const report = new SuiteReport(known);
for (const file of positionals.length > 0 ? positionals : await allFiles()) {
  const run = (): Promise<ModuleResults> =>
    runUnittestModule(`${PREFIX}${file}`, mounts, { leftOut, env: ENVIRONMENT });
  report.add(file, await runPatiently(file, run, known));
  if (values.verbose) console.error(file);
}

if (values.verbose) console.log(`${report.details.join('\n')}\n`);
console.log(report.table);
if (values.update && positionals.length === 0) {
  const { 'not run': notRun, ...counts } = report.total;
  writeSuiteResult('gevent', defaultVersion(), { ...counts, notRun });
}
for (const surprise of report.surprises) console.error(`\n${surprise}`);
process.exit(report.surprises.length === 0 ? 0 : 1);
