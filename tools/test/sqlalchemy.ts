/**
 * `npm run test:sqlalchemy`: runs SQLAlchemy's own tests of its asyncio extension,
 * which stands on greenlet, and of its compiled parts in WASIX Python, holds them
 * against what is expected, and prints a table.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readLock } from '../../debug-adapter/python/artifactKeys.ts';
import { unpackTarball } from '../../debug-adapter/python/recipe/workspace.ts';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { unpackedPackages } from '../../debug-adapter/python/unpackedPackages.ts';
import { defaultVersion } from '../../debug-adapter/session/python/versions.ts';
import { writeSuiteResult } from '../pages/packagePage.ts';
import type { TestResult } from './unittestModule.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const LOCK = path.join(import.meta.dirname, 'sqlalchemy-lock.json');

/** The tests, by the databases that they are run on: those of SQLAlchemy's setup.cfg. */
const ASYNCHRONOUS = ['aiosqlite', 'aiosqlite_file'];
const FILES: Readonly<Record<string, readonly string[]>> = {
  'test/base/test_concurrency_py3k.py': ASYNCHRONOUS,
  'test/ext/asyncio/test_engine.py': ASYNCHRONOUS,
  'test/ext/asyncio/test_scoping.py': ASYNCHRONOUS,
  'test/ext/asyncio/test_session.py': ASYNCHRONOUS,
  'test/orm/declarative/test_concurrency.py': ['sqlite'],
  // Each test of a compiled part is run with its twin in Python, too.
  'test/base/test_result.py': ['sqlite'],
  'test/base/test_utils.py': ['sqlite'],
  'test/engine/test_processors.py': ['sqlite'],
  'test/sql/test_resultset.py': ['sqlite'],
};

/** Tests that are known to fail here, by file, class and name, and why. */
const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map(
  ['not_use_labels', 'use_labels'].map(labels => [
    `test/sql/test_resultset.py::CursorResultTest::test_pickle_rows_other_process[${labels}]`,
    'No processes can be started.',
  ]),
);

/** pytest's exit codes when it has run the tests, whatever came of them. */
const HAS_RUN = [0, 1];

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
    'usage: npm run test:sqlalchemy [-- [--verbose] [--update] FILE...]\n\n' +
      `Runs tests of SQLAlchemy in WASIX Python, by default\n  ${Object.keys(FILES).join('\n  ')}\n` +
      '--verbose prints why each test failed or was skipped; --update writes the results of all files\n' +
      'to the page of packages.',
  );
  process.exit(0);
}

/** SQLAlchemy's source, and the packages that its tests need. */
async function findSources(): Promise<{ source: string; packages: string }> {
  const needed = parseLock(await readFile(LOCK, 'utf8'));
  const source = (await readLock()).filter(({ name }) => name === 'sqlalchemy');
  const folder = await unpackedPackages('sqlalchemy', [...source, ...needed], async unpacking => {
    const { workspace, logFile } = unpacking;
    await unpackTarball(workspace, 'sqlalchemy', logFile);
    const unpacked = path.join(workspace.folder, 'unpacked');
    for (const { name } of needed) await unpacking.unpack(name, unpacked);
    const packages = path.join(unpacked, 'usr/lib/python3/dist-packages');
    await cp(packages, path.join(workspace.folder, 'packages'), { recursive: true });
    await rm(unpacked, { recursive: true });
  });
  return { source: path.join(folder, 'src/sqlalchemy'), packages: path.join(folder, 'packages') };
}

/** How the tests of a file went. */
interface FileResults {
  readonly results: readonly TestResult[];
  /** What pytest says besides when it does not end well. */
  readonly problem?: string;
}

async function runTests(file: string, databases: readonly string[]): Promise<FileResults> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sqlalchemy-test-'));
  const guest = spawn(
    process.execPath,
    [
      ...[CLI, 'run', '--packages', packages, '--mount', `${source}:${source}:ro`],
      // The compiled parts are for packages, which the sources are here.
      ...['--packages', path.join(source, 'lib')],
      ...[path.join(import.meta.dirname, 'run_pytest.py'), path.join(source, file)],
      ...['--rootdir', source, '-p', 'no:cacheprovider'],
      ...databases.flatMap(name => ['--db', name]),
    ],
    // Where the databases are.
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const results: TestResult[] = [];
  let text = '';
  guest.stderr.on('data', data => (text += data));
  const ended = new Promise<number>(resolve => guest.on('close', resolve));
  for await (const line of createInterface(guest.stdout)) {
    if (line.startsWith('{"test": ')) results.push(JSON.parse(line) as TestResult);
    else text += `${line}\n`;
  }
  const code = await ended;
  await rm(folder, { recursive: true });
  if (!HAS_RUN.includes(code)) return { results, problem: `${file}: exit code ${code}\n${text}` };
  if (text.includes('compiled extension enabled')) return { results };
  return { results, problem: `${file}: SQLAlchemy did not find its compiled parts\n${text}` };
}

/** A test's id without the folder of the sources and the version of the database. */
function idOf(test: string): string {
  return test.replace(/^.*\/sqlalchemy\//, '').replace(/_sqlite\+[^:]*::/, '::');
}

const { source, packages } = await findSources();
const problems: string[] = [];
const skipped = new Map<string, number>();
const total = { passed: 0, failed: 0, skipped: 0 };
console.log('| tests | passed | failed | skipped |\n| --- | ---: | ---: | ---: |');
for (const file of positionals.length > 0 ? positionals : Object.keys(FILES)) {
  const { results, problem } = await runTests(file, FILES[file] ?? ASYNCHRONOUS);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { test, outcome, detail } of results) {
    counts[outcome]++;
    total[outcome]++;
    // SQLAlchemy names the test in its reasons.
    const reason = detail.replace(/^Skipped: /, '').replace(/^'.*?' (: )?/s, '');
    if (outcome === 'skipped') skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    const id = idOf(test);
    const isKnown = KNOWN_FAILURES.has(id);
    if (outcome === 'failed' && !isKnown) problems.push(`${id} failed: ${detail}`);
    if (outcome === 'passed' && isKnown) problems.push(`${id} passed, and is listed as failing`);
    if (values.verbose && outcome !== 'passed') console.error(`${id} ${outcome}: ${detail}`);
  }
  if (problem !== undefined) problems.push(problem);
  console.log(`| ${file} | ${counts.passed} | ${counts.failed} | ${counts.skipped} |`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
const reasons = Object.entries(Object.groupBy(KNOWN_FAILURES.values(), reason => reason));
for (const [reason, known] of reasons) console.log(`${known?.length} known to fail: ${reason}`);
for (const [reason, count] of skipped) console.log(`${count} skipped by SQLAlchemy: ${reason}`);
for (const problem of problems) console.error(`\n${problem}`);
if (values.update && positionals.length === 0) {
  writeSuiteResult('sqlalchemy', defaultVersion(), { ...total, notRun: 0 });
}
process.exit(problems.length === 0 ? 0 : 1);
