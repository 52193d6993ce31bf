/**
 * `npm run test:cpython`: runs CPython's own tests in WASIX Python, holds them
 * against what is expected, and prints a table.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { obtainCtypesTestModule } from '../../debug-adapter/python/sharedModules/sharedModules.ts';
import type { MountSpecification } from '../../debug-adapter/runtime/node/guestMessages.ts';
import {
  defaultVersion,
  guestLibrary,
  VERSION_VARIABLE,
} from '../../debug-adapter/session/python/versions.ts';
import { MarkedPart } from '../pages/markedPart.ts';
import { EXPECTATIONS } from './cpythonExpectations.ts';
import { CPYTHON_TESTS, modulesOf, SUITES } from './cpythonSuites.ts';
import { SuiteReport } from './suiteReport.ts';
import { runUnittestModule } from './unittestModule.ts';

const README = path.resolve(import.meta.dirname, '../../README.md');
const LIBRARY = guestLibrary(defaultVersion());
/** Where modules are that only tests import. */
const TEST_MODULES = '/test-modules';
const PREFIX = 'test.test_';

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
    'usage: npm run test:cpython [-- [--verbose] [--update] [MODULE...]]\n\n' +
      `Runs CPython's tests in WASIX Python, by default ${SUITES.join(', ')}.\n` +
      'Any other MODULE of its tests will do, and a part of one: asyncio.test_streams.\n' +
      '--verbose tells why each test failed or was skipped.\n' +
      `--update writes the README's table of this version; ${VERSION_VARIABLE} names another.`,
  );
  process.exit(0);
}
if (values.update && positionals.length > 0) {
  console.error("The README's table is of all modules: give none together with --update.");
  process.exit(2);
}

const LEFT_OUT = EXPECTATIONS.filter(({ outcome }) => outcome === 'not run')
  .flatMap(({ tests }) => tests)
  .map(test => `${PREFIX}${test}`);

const mounts: readonly MountSpecification[] = [
  { kind: 'zip', point: `${LIBRARY}/test`, source: CPYTHON_TESTS },
  {
    kind: 'directory',
    point: TEST_MODULES,
    source: path.dirname(await obtainCtypesTestModule(defaultVersion())),
    isReadOnly: true,
  },
];
const options = { leftOut: LEFT_OUT, env: { PYTHONPATH: TEST_MODULES } };
const report = new SuiteReport({ prefix: PREFIX, expectations: EXPECTATIONS });
for (const suite of positionals.length > 0 ? positionals : SUITES) {
  const start = performance.now();
  for (const module of modulesOf(suite)) {
    const results = await runUnittestModule(`${PREFIX}${module}`, mounts, options);
    report.add(suite, results);
  }
  console.error(`${suite}: ${Math.round((performance.now() - start) / 1000)} s`);
}

if (values.verbose) console.log(`${report.details.join('\n')}\n`);
console.log(report.table);
for (const surprise of report.surprises) console.error(`\n${surprise}`);
if (values.update) new MarkedPart(README, `cpython ${defaultVersion()}`).write(report.table);
process.exit(report.surprises.length === 0 ? 0 : 1);
