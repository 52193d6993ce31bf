import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PYTHON_VERSIONS } from '../../debug-adapter/session/python/versions.ts';
import { samplePackages } from '../samplePackages.ts';
import { EXPECTATIONS } from '../test/geventExpectations.ts';
import { SKIPPED } from '../test/greenletExpectations.ts';
import { packageTable, readSuiteResults, renderPackageTable } from './packagePage.ts';
import { PACKAGE_ROWS, SUITES } from './packageRows.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The locks of all packages that programs import; Python's own has compilers and libraries, too. */
const LOCKS = [
  'debug-adapter/python/gevent/lock.json',
  'tools/frameworks/lock.json',
  'tools/samples/lock.json',
  'tools/test/sqlalchemy-lock.json',
];

test('the page of packages has what the rows say, and how the suites went', () => {
  if (process.env.UPDATE_GOLDEN === '1') packageTable().write(renderPackageTable());
  assert.equal(packageTable().read(), renderPackageTable(), 'UPDATE_GOLDEN=1 writes it');
});

test('each package that is unpacked for programs has a row', () => {
  const rows = new Set(PACKAGE_ROWS.map(({ locked }) => locked));
  for (const lock of LOCKS) {
    const entries: { name: string }[] = JSON.parse(fs.readFileSync(path.join(root, lock), 'utf8'));
    for (const { name } of entries) assert.ok(rows.has(name), `${name} of ${lock} has no row`);
  }
});

test('Pydantic 1 has the version that the samples import', async () => {
  const module = path.join(await samplePackages(), 'pydantic/version.py');
  const [, version] = /^VERSION = '(.*)'$/m.exec(fs.readFileSync(module, 'utf8')) ?? [];
  assert.equal(PACKAGE_ROWS.find(({ locked }) => locked === 'pydantic')?.version, version);
});

test('each package has tests of its own, or is used by something', () => {
  for (const { name, suite, usedBy } of PACKAGE_ROWS) {
    assert.ok((suite === undefined) !== (usedBy === undefined), name);
  }
});

test('the results are what the suites expect', () => {
  const results = readSuiteResults();
  assert.deepEqual(Object.keys(results).sort(), Object.keys(SUITES).sort());
  for (const version of PYTHON_VERSIONS) {
    const { greenlet, gevent } = results;
    assert.deepEqual(
      [greenlet?.[version]?.failed, greenlet?.[version]?.skipped],
      [0, SKIPPED.size],
    );
    const notRun = EXPECTATIONS.filter(({ outcome }) => outcome === 'not run');
    assert.equal(gevent?.[version]?.notRun, notRun.flatMap(({ tests }) => tests).length);
  }
});
