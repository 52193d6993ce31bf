/**
 * `npm run test:eventlet`: runs eventlet's own tests in WASIX Python, holds them against what is
 * expected, and prints a table.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { unpackTarball } from '../../debug-adapter/python/recipe/workspace.ts';
import { parseLock } from '../../debug-adapter/python/setup/lock.ts';
import { unpackedPackages } from '../../debug-adapter/python/unpackedPackages.ts';
import { defaultVersion } from '../../debug-adapter/session/python/versions.ts';
import { frameworkPackages } from '../frameworks/packages.ts';
import { writeSuiteResult } from '../pages/packagePage.ts';
import { runPatiently } from './attempts.ts';
import { EXPECTATIONS } from './eventletExpectations.ts';
import { runGuestPython } from './guestPython.ts';
import { OperatingSystem } from './operatingSystem.ts';
import { runPytestFile } from './pytestFile.ts';
import { pytestPackages } from './pytestPackages.ts';
import { SuiteReport } from './suiteReport.ts';
import { type ModuleResults, RUNNER } from './unittestModule.ts';

const LOCK = path.join(import.meta.dirname, 'eventlet-lock.json');

/** Where things are in the guest. */
const SOURCE = '/eventlet';
const PACKAGES = '/packages';
const PYTEST = '/pytest';
/** What programs write that others are to read. */
const SHARED = '/shared';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:eventlet [-- [--source FOLDER] [--verbose] [--update] [FILE...]]\n\n' +
      "Runs eventlet's tests in WASIX Python: all files, or FILEs, such as hub_test.\n" +
      "--source takes eventlet's source from a folder, instead of Debian's.\n" +
      '--verbose tells why each test failed or was skipped; --update writes the results of all files\n' +
      'to the page of packages.',
  );
  process.exit(0);
}

/** eventlet's source, with its tests. */
async function findSource(): Promise<string> {
  if (values.source !== undefined) return path.resolve(values.source);
  const locked = parseLock(await readFile(LOCK, 'utf8'));
  const folder = await unpackedPackages('eventlet', locked, async ({ workspace, logFile }) => {
    await unpackTarball(workspace, 'eventlet', logFile);
  });
  return path.join(folder, 'src/eventlet');
}

async function allFiles(source: string): Promise<string[]> {
  const names = await readdir(path.join(source, 'tests'));
  return names
    .map(name => /^(.*_test|test_.*)\.py$/.exec(name)?.[1])
    .filter(name => name !== undefined)
    .sort();
}

const source = await findSource();
const shared = await mkdtemp(path.join(tmpdir(), 'eventlet-test-'));
const directories: readonly (readonly [point: string, source: string, isReadOnly: boolean])[] = [
  [SOURCE, source, true],
  [PACKAGES, await frameworkPackages(), true],
  [PYTEST, await pytestPackages(), true],
  [SHARED, shared, false],
];
const mounts = directories.map(
  ([point, folder, isReadOnly]) =>
    ({ kind: 'directory', point, source: folder, isReadOnly }) as const,
);
/** The tests start programs by paths that begin there. */
const cwd = SOURCE;
const environment = {
  PYTHONPATH: `${PACKAGES}:${PYTEST}:${RUNNER.point}`,
  TMPDIR: SHARED,
  // It tells everybody that it is deprecated.
  PYTHONWARNINGS: 'ignore:::eventlet',
};

/** pytest's id of a test as those of unittest are: `hub_test.TestSuspend.test_it`. */
function dotted(id: string): string {
  return id.replace(/^.*?(\w+)\.py/, '$1').replaceAll('::', '.');
}

const leftOut = EXPECTATIONS.filter(({ outcome }) => outcome === 'not run').flatMap(
  ({ tests }) => tests,
);

async function runOnce(file: string): Promise<ModuleResults> {
  const system = new OperatingSystem(({ run, env = environment, patience }) =>
    runGuestPython(run, [...mounts, RUNNER], {
      cwd,
      env,
      ...(patience !== undefined && { patience }),
    }),
  );
  const env = { ...environment, ...(await system.listen()) };
  const ofFile = leftOut.filter(test => test.startsWith(`${file}.`));
  try {
    const { results, ...rest } = await runPytestFile(`${SOURCE}/tests/${file}.py`, mounts, {
      args: ['--rootdir', SOURCE, '-p', 'eventlet_processes'],
      leftOut: ofFile.map(test => test.slice(file.length + 1).replaceAll('.', '::')),
      cwd,
      env,
    });
    return {
      ...rest,
      results: results.map(result => ({ ...result, test: dotted(result.test) })),
      notRun: ofFile,
    };
  } finally {
    system.close();
  }
}

const known = { prefix: '', expectations: EXPECTATIONS };
const report = new SuiteReport(known);
try {
  for (const file of positionals.length > 0 ? positionals : await allFiles(source)) {
    report.add(file, await runPatiently(file, () => runOnce(file), known));
    if (values.verbose) console.error(file);
  }
} finally {
  await rm(shared, { recursive: true });
}
if (values.verbose) console.log(`${report.details.join('\n')}\n`);
console.log(report.table);
if (values.update && positionals.length === 0) {
  const { 'not run': notRun, ...counts } = report.total;
  writeSuiteResult('eventlet', defaultVersion(), { ...counts, notRun });
}
for (const surprise of report.surprises) console.error(`\n${surprise}`);
process.exit(report.surprises.length === 0 ? 0 : 1);
