import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { USUAL_VERSION } from '../../session/python/versions.ts';
import { PROGRAMS, runProgram } from './test/programs.ts';
import { installTestModules, type TestModules, testModulesOrSkip } from './test/testModules.ts';
import { importWrongModule, WRONG_MODULES } from './test/wrongModules.ts';

/** A folder in which the test modules are installed while a test runs. */
async function install(
  t: TestContext,
): Promise<{ readonly modules: TestModules; readonly folder: string } | undefined> {
  const modules = await testModulesOrSkip(t, USUAL_VERSION);
  if (modules === undefined) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'side-modules-'));
  t.after(() => rm(folder, { recursive: true }));
  await installTestModules(modules, folder);
  return { modules, folder };
}

for (const name of PROGRAMS) {
  test(`the test module ${name} is used in threads and in greenlets`, async t => {
    const installed = await install(t);
    if (installed === undefined) return;
    await runProgram(USUAL_VERSION, installed.folder, name);
  });
}

for (const wrong of WRONG_MODULES) {
  test(`an import says what is wrong with a module ${wrong.what}`, async t => {
    const installed = await install(t);
    if (installed === undefined) return;
    await importWrongModule(wrong, installed.modules, USUAL_VERSION, installed.folder);
  });
}
