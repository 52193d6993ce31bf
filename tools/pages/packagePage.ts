import fs from 'node:fs';
import path from 'node:path';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { MarkedPart } from './markedPart.ts';
import { PACKAGE_ROWS, type PackageRow, SUITES, type SuiteName } from './packageRows.ts';
import { straightTable } from './straightTable.ts';

const root = path.resolve(import.meta.dirname, '../..');

const PAGE = path.join(root, 'debug-adapter/python/PACKAGES.md');
const RESULTS = path.join(import.meta.dirname, 'suiteResults.json');

/** How many of a suite's tests went how. */
export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly notRun: number;
}

type SuiteResults = Partial<Record<SuiteName, Partial<Record<PythonVersion, SuiteCounts>>>>;

/** What the suites had to say when their results were last written. */
export function readSuiteResults(): SuiteResults {
  return JSON.parse(fs.readFileSync(RESULTS, 'utf8'));
}

/** Notes how a whole suite went, here and on the page. */
export function writeSuiteResult(
  suite: SuiteName,
  version: PythonVersion,
  counts: SuiteCounts,
): void {
  const results = readSuiteResults();
  const updated = { ...results, [suite]: { ...results[suite], [version]: counts } };
  fs.writeFileSync(RESULTS, `${JSON.stringify(updated, undefined, 2)}\n`);
  packageTable().write(renderPackageTable());
}

/** The part of the page that is written here. */
export function packageTable(): MarkedPart {
  return new MarkedPart(PAGE, 'packages');
}

/** The table of packages. */
export function renderPackageTable(): string {
  const results = readSuiteResults();
  return straightTable([
    ['package', 'version', 'runs how', 'its own tests'],
    ...PACKAGE_ROWS.map(row => [
      row.name,
      row.version ?? versionOf(row),
      row.runs,
      testsOf(row, results),
    ]),
  ]).join('\n');
}

function testsOf({ suite, usedBy, remark }: PackageRow, results: SuiteResults): string {
  const note = remark === undefined ? '' : `; ${remark}`;
  if (suite === undefined) return `not run; used by ${usedBy}${note}`;
  const counts = Object.entries(results[suite] ?? {}).map(
    ([version, { passed, failed, skipped, notRun }]) =>
      `${version}: ${passed} passed, ${failed} failed, ${skipped} skipped${notRun > 0 ? `, ${notRun} not run` : ''}`,
  );
  return `${counts.join('; ')} (\`${SUITES[suite]}\`)${note}`;
}

/** The version that its author gave, of Debian's. */
function versionOf({ lock, locked, name }: PackageRow): string {
  const entries: readonly { name: string; version: string }[] = JSON.parse(
    fs.readFileSync(path.join(root, lock), 'utf8'),
  );
  const entry = entries.find(each => each.name === locked);
  if (entry === undefined) throw new Error(`${lock} has nothing of ${locked}, which is ${name}`);
  return entry.version
    .replace(/^\d+:/, '')
    .replace(/^.*\breally\./, '')
    .replace(/[+-].*$/, '');
}
