import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { MountSpecification } from '../../debug-adapter/runtime/browser/guestOptions.ts';
import type { BrowserName } from '../../extension/test/harness/browserProgram.ts';
import { SKIPPED } from '../test/greenletExpectations.ts';
import { MODULES, PREFIX, TESTS_FOLDER } from '../test/greenletSuite.ts';
import type { PythonRun } from '../test/guestPython.ts';
import {
  type ModuleResults,
  PATIENCE,
  RUNNER,
  runUnittestModuleBy,
} from '../test/unittestModule.ts';
import { differencesOf, type KnownDifference } from './knownDifferences.ts';
import { pythonFilesIn } from './pageAdapter.ts';
import { GREENLET_TESTS, type TestPage } from './testPage.ts';

const AGENT = path.resolve(import.meta.dirname, '../../debug-adapter/agent');

/** Where the agent is in the guest. */
const AGENT_POINT = '/agent';

/** How long the tests of a suite may take, in milliseconds. */
const SUITE_PATIENCE = 1_200_000;

/** The exit code of a guest that did not come to its end, as shells report one that SIGABRT ended. */
const ABORTED = 134;

/** Tests in Python that run in Node, too, and are expected to go here as they do there. */
interface PythonSuite {
  readonly name: string;
  readonly modules: readonly string[];
  /** What the names of all its tests begin with. */
  readonly prefix: string;
  /** The tests that skip themselves everywhere, and why. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly MountSpecification[];
}

const GREENLET: PythonSuite = {
  name: 'greenlet',
  modules: MODULES,
  prefix: PREFIX,
  skipped: SKIPPED,
  env: {
    PYTHONPATH: `${TESTS_FOLDER}:${RUNNER.point}`,
    TEST_OPERATING_SYSTEM: 'standard streams',
  },
  mounts: [{ kind: 'zip', point: TESTS_FOLDER, source: GREENLET_TESTS }],
};

const AGENT_TESTS: PythonSuite = {
  name: 'agent',
  modules: fs
    .readdirSync(path.join(AGENT, 'tests'))
    .filter(name => /^test_.*\.py$/.test(name))
    .map(name => path.parse(name).name),
  prefix: '',
  skipped: new Map(),
  env: { PYTHONPATH: `${AGENT_POINT}:${AGENT_POINT}/tests` },
  mounts: [{ kind: 'files', point: AGENT_POINT, files: relativeFilesIn(AGENT) }],
};

/**
 * Runs greenlet's own tests in a page, and the agent's.
 *
 * @param page that is there when the tests begin.
 */
export function testPythonSuites(browser: BrowserName, page: () => TestPage): void {
  test("B16: passes greenlet's own tests", { timeout: SUITE_PATIENCE }, context =>
    testSuite(GREENLET, browser, page(), context),
  );
  test("B17: passes the agent's unit tests", { timeout: SUITE_PATIENCE }, context =>
    testSuite(AGENT_TESTS, browser, page(), context),
  );
}

async function testSuite(
  suite: PythonSuite,
  browser: BrowserName,
  page: TestPage,
  context: TestContext,
): Promise<void> {
  const { name, modules, prefix } = suite;
  const differences = differencesOf(name, browser);
  for (const module of modules) {
    const { results, problem } = await runModule(suite, page, module);
    assert.equal(problem, undefined);
    assert.ok(results.length > 0, `${module} has no tests`);
    for (const result of results) {
      const test = result.test.slice(prefix.length);
      await tellOf(context, suite, { ...result, test }, differenceFor(test, differences));
    }
  }
}

async function tellOf(
  context: TestContext,
  { skipped }: PythonSuite,
  { test, outcome, detail }: ModuleResults['results'][number],
  difference: KnownDifference | undefined,
): Promise<void> {
  const everywhere = skipped.get(test);
  const expected = difference?.outcome ?? (everywhere === undefined ? 'passed' : 'skipped');
  // Only what differs has a row in the table.
  const skip = outcome === expected && (difference?.reason ?? everywhere !== undefined);
  await context.test(test, { skip }, () => assert.equal(outcome, expected, detail));
}

function differenceFor(
  name: string,
  differences: readonly KnownDifference[],
): KnownDifference | undefined {
  return differences.find(({ test }) => test[1] === name);
}

function runModule(
  { prefix, env, mounts }: PythonSuite,
  page: TestPage,
  module: string,
): Promise<ModuleResults> {
  const runner = { kind: 'files', point: RUNNER.point, files: relativeFilesIn(RUNNER.source) };
  const run = async (args: readonly string[]): Promise<PythonRun> => {
    const { end, stdout, stderr } = await page.run(
      args,
      '/work',
      {},
      { patience: PATIENCE, startsOthers: true },
      { env, mounts: [...mounts, runner as MountSpecification] },
    );
    if (end.kind === 'exited') return { code: end.code, stdout, stderr };
    const why = end.kind === 'crashed' ? end.reason : `ended after ${PATIENCE / 1000} s of silence`;
    return { code: ABORTED, stdout, stderr: `${stderr}${why}` };
  };
  return runUnittestModuleBy(run, `${prefix}${module}`);
}

/** The Python files of a folder, by their paths in it. */
function relativeFilesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pythonFilesIn(folder)).map(([file, text]) => [
      path.relative(folder, file).replaceAll('\\', '/'),
      text,
    ]),
  );
}
