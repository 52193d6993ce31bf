/**
 * `npm run test:native`: makes side modules of C, C++, Cython and Rust, uses them in WASIX Python, in threads
 * and greenlets, and imports modules that cannot be. Prints a line for each check.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installMarkupSafe } from '../../debug-adapter/python/sideModules/test/markupSafe.ts';
import {
  PLACES,
  PROGRAMS,
  runProgram,
} from '../../debug-adapter/python/sideModules/test/programs.ts';
import {
  compileTestModules,
  installOtherModules,
  installTestModules,
} from '../../debug-adapter/python/sideModules/test/testModules.ts';
import {
  importWrongModule,
  WRONG_MODULES,
} from '../../debug-adapter/python/sideModules/test/wrongModules.ts';
import {
  PYTHON_VERSIONS,
  type PythonVersion,
} from '../../debug-adapter/session/python/versions.ts';

const USAGE = `usage: npm run test:native [-- --python VERSION]

Makes side modules of C, C++, Cython and Rust, and uses each in WASIX Python: its program as a whole on the
main stack, in a thread, in a greenlet, and in a greenlet of a thread, each of which starts threads
and greenlets of its own. Then imports modules that are wrong, and holds what the error says
against what it should say.

  --python VERSION   only with this one of ${PYTHON_VERSIONS.join(' and ')}`;

/** What is used beside the modules in C and C++. */
const OTHER_PROGRAMS = ['cythonized', 'markupsafe', 'validator'];

const { values } = parseArgs({
  options: { help: { type: 'boolean', default: false }, python: { type: 'string' } },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const versions = PYTHON_VERSIONS.filter(version => version === (values.python ?? version));
if (versions.length === 0) {
  console.error(`There is no Python ${values.python}; there are ${PYTHON_VERSIONS.join(' and ')}.`);
  process.exit(2);
}

let [passed, failed] = [0, 0];

/** Prints how a check went. @param run returns what there is to say of it. */
async function check(title: string, run: () => Promise<string>): Promise<void> {
  try {
    console.log(`passed  ${title}: ${await run()}`);
    passed++;
  } catch (error) {
    console.log(`FAILED  ${title}: ${(error as Error).message}`);
    failed++;
  }
}

async function checkAll(python: PythonVersion, folder: string): Promise<void> {
  const modules = await compileTestModules(python);
  await installTestModules(modules, folder);
  await installOtherModules(python, folder);
  await installMarkupSafe(python, folder);
  for (const program of [...PROGRAMS, ...OTHER_PROGRAMS]) {
    for (const place of PLACES) {
      const title = `${python}  ${program}, ${place.replaceAll('-', ' ')}`;
      await check(title, () => runProgram(python, folder, program, place));
    }
  }
  for (const wrong of WRONG_MODULES) {
    await check(`${python}  a module ${wrong.what}`, () =>
      importWrongModule(wrong, modules, python, folder),
    );
  }
}

for (const version of versions) {
  const folder = await mkdtemp(path.join(tmpdir(), 'native-test-'));
  try {
    await checkAll(version, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
