/**
 * `npm run test:cpython`: runs CPython's own tests in WASIX Python, holds them
 * against what is expected, and prints a table.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { distributionFolder } from '../../debug-adapter/session/python/distribution.ts';
import { LIBRARY } from '../../debug-adapter/session/python/interpreter.ts';
import { KNOWN_FAILURES } from './cpythonExpectations.ts';
import { runUnittestModule } from './unittestModule.ts';

/** What programs of greenlets, servers and debuggers stand on. */
const MODULES = [
  'io',
  'fileio',
  'os',
  'posix',
  'tempfile',
  'socket',
  'select',
  'selectors',
  'asyncio',
  'threading',
  'queue',
  'signal',
  'sqlite3',
  'zlib',
  'context',
  'contextlib',
  'generators',
  'coroutines',
  'monitoring',
  'sys_settrace',
  'gc',
  'weakref',
  'exceptions',
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:cpython [-- [--verbose] MODULE...]\n\n' +
      `Runs CPython's tests in WASIX Python, by default ${MODULES.join(', ')}.\n` +
      '--verbose prints why each test failed or was skipped.',
  );
  process.exit(0);
}

const mounts = [
  {
    kind: 'zip',
    point: `${LIBRARY}/test`,
    source: path.join(distributionFolder(), 'python/cpython-tests.zip'),
  },
] as const;

const surprises: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };
console.log('| module | passed | failed | skipped | |\n| --- | ---: | ---: | ---: | --- |');
for (const name of positionals.length > 0 ? positionals : MODULES) {
  const { results, problem } = await runUnittestModule(`test.test_${name}`, mounts);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let remark = '';
  for (const { test, outcome, detail } of results) {
    counts[outcome]++;
    total[outcome]++;
    const id = test.replace(/^test\.test_/, '');
    const isKnown = KNOWN_FAILURES.has(id);
    const reason = detail.trim().split('\n').at(-1);
    if (outcome === 'failed' && !isKnown) surprises.push(`${id} failed: ${reason}`);
    if (outcome === 'passed' && isKnown) surprises.push(`${id} passed, and is listed as failing`);
    if (id === name) remark = `all skipped: ${reason}`;
    if (values.verbose && outcome !== 'passed') console.error(`${id} ${outcome}: ${reason}`);
  }
  if (problem !== undefined) surprises.push(problem);
  console.log(`| ${name} | ${counts.passed} | ${counts.failed} | ${counts.skipped} | ${remark} |`);
}

const reasons = new Map<string, number>();
for (const reason of KNOWN_FAILURES.values()) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
for (const [reason, count] of reasons) console.log(`${count} known to fail: ${reason}`);
for (const surprise of surprises) console.error(`\n${surprise}`);
process.exit(surprises.length === 0 ? 0 : 1);
