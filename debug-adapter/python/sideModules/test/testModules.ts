import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { PythonVersion } from '../../../session/python/versions.ts';
import { canCompileSideModule, compileSideModule } from '../cachedModule.ts';
import type { SideModule } from '../sideCompiler.ts';

const EXTENSIONS = [
  ...['plain.c', 'stateful.c', 'jumper.c', 'switcher.c', 'streamer.cpp'],
  ...['initless.c', 'missing_datum.c', 'missing_function.c'],
];

const CXX_FLAGS = ['-std=c++20'];

function sourceOf(name: string): string {
  return path.join(import.meta.dirname, name);
}

const THROWER: SideModule = {
  name: 'thrower',
  sources: [sourceOf('thrower.cpp')],
  flags: CXX_FLAGS,
};

/** Where the library of `catcher` lies beside it, as in a wheel that brings libraries of its own. */
const LIBRARIES = 'catcher.libs';

/** The extension modules of this folder in C and C++, each of one file, that need no other. */
function extensions(python: PythonVersion): SideModule[] {
  return EXTENSIONS.map(file => {
    const { name, ext } = path.parse(file);
    const flags = ext === '.cpp' ? CXX_FLAGS : [];
    return { name, sources: [sourceOf(file)], python, flags };
  });
}

/** The files of the test modules; `library` is the one that `catcher` needs. */
export interface TestModules {
  readonly extensions: readonly string[];
  readonly catcher: string;
  readonly library: string;
}

function catcherWith(library: string, python: PythonVersion): SideModule {
  return {
    name: 'catcher',
    sources: [sourceOf('catcher.cpp')],
    python,
    flags: CXX_FLAGS,
    libraries: [library],
    runtimePaths: [`$ORIGIN/${LIBRARIES}`],
  };
}

/** Makes the modules of this folder that are in C and C++, and the library. */
export async function compileTestModules(python: PythonVersion): Promise<TestModules> {
  const library = await compileSideModule(THROWER);
  return {
    extensions: await Promise.all(extensions(python).map(compileSideModule)),
    catcher: await compileSideModule(catcherWith(library, python)),
    library,
  };
}

async function canCompileTestModules(python: PythonVersion): Promise<boolean> {
  for (const module of [THROWER, ...extensions(python)]) {
    if (!(await canCompileSideModule(module))) return false;
  }
  return canCompileSideModule(catcherWith(await compileSideModule(THROWER), python));
}

/** The same, or nothing where neither they nor a compiler are at hand. */
export async function findTestModules(python: PythonVersion): Promise<TestModules | undefined> {
  return (await canCompileTestModules(python)) ? compileTestModules(python) : undefined;
}

/** The modules for a test, which is skipped where they cannot be had. */
export async function testModulesOrSkip(
  t: TestContext,
  python: PythonVersion,
): Promise<TestModules | undefined> {
  const modules = await findTestModules(python);
  if (modules === undefined) {
    t.skip('the cross compiler is not in the cache; npm run setup puts it there');
  }
  return modules;
}

/** Lays test modules out as they are installed: in a folder that the programs `use_*.py` import from. */
export async function installTestModules(modules: TestModules, folder: string): Promise<void> {
  const libraries = path.join(folder, LIBRARIES);
  await mkdir(libraries, { recursive: true });
  for (const file of [...modules.extensions, modules.catcher]) {
    await copyFile(file, path.join(folder, path.basename(file)));
  }
  await copyFile(modules.library, path.join(libraries, path.basename(modules.library)));
}

/** Makes the test modules in Cython and Rust, and puts them into a folder. */
export async function installOtherModules(python: PythonVersion, folder: string): Promise<void> {
  for (const source of ['cythonized.pyx', 'validator.rs'].map(sourceOf)) {
    const name = path.parse(source).name;
    const file = await compileSideModule({ name, sources: [source], python });
    await copyFile(file, path.join(folder, path.basename(file)));
  }
}
