import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../setup/command.ts';
import { sha256OfFile } from '../setup/download.ts';
import type { Step } from '../setup/steps.ts';
import { buildPython } from './buildPython.ts';
import { cpythonInclude } from './cpython.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import {
  digestOfFiles,
  digestsOf,
  PROJECT_SOURCES,
  type PythonWorkspace,
  sourceTree,
  unpackPackage,
  unpackTarball,
  versionFolder,
} from './workspace.ts';

/** A module in C or Cython that a package for Python brings for speed. */
interface PackageModule {
  /** Its name in Python. */
  readonly name: string;
  /** The package's source in lock.json. */
  readonly package: string;
  /** What is compiled, below the root of the source. */
  readonly source: string;
  /**
   * A file of the source that stands beside the module in an installed package.
   * A package in which it is another is one that the module was not made for.
   */
  readonly witness: string;
}

const SQLALCHEMY_EXTENSIONS = 'lib/sqlalchemy/cyextension';

/** The modules of packages that are built in, where the sources have them. */
const PACKAGE_MODULES: readonly PackageModule[] = [
  {
    name: 'markupsafe._speedups',
    package: 'markupsafe',
    source: 'src/markupsafe/_speedups.c',
    witness: 'src/markupsafe/__init__.py',
  },
  // SQLAlchemy takes all of them or none.
  ...['collections', 'immutabledict', 'processors', 'resultproxy', 'util'].map(name => ({
    name: `sqlalchemy.cyextension.${name}`,
    package: 'sqlalchemy',
    source: `${SQLALCHEMY_EXTENSIONS}/${name}.pyx`,
    witness: `${SQLALCHEMY_EXTENSIONS}/${name}.pyx`,
  })),
];

const PACKAGES = [...new Set(PACKAGE_MODULES.map(module => module.package))];

/**
 * The modules whose sources are there once they are unpacked. A version that the archive
 * serves instead of the locked one may have others, and then goes on in pure Python.
 */
export function packageModules(workspace: PythonWorkspace): PackageModule[] {
  return PACKAGE_MODULES.filter(module =>
    existsSync(path.join(sourceTree(workspace, module.package), module.source)),
  );
}

/** Whoever links the modules needs this of the interpreter's headers. */
const HEADER = path.join(PROJECT_SOURCES, 'interpreter/package_modules.h');

function folderOf(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'package-modules');
}

/** The Python module with what `_wasix_packages` has to know of them, after the step has run. */
export function packageModulesList(workspace: PythonWorkspace): string {
  return path.join(folderOf(workspace), '_wasix_package_modules.py');
}

/**
 * Functions as in C, without what Cython gives them to look like Python's. That,
 * and the optimisation for size, save a third of the modules' bytes (README.md).
 */
const CYTHON_OPTIONS = ['-3', '--directive', 'binding=False'];

const TABLE = 'package_modules';

/** The object files, after the step has run. */
export function packageModuleObjects(workspace: PythonWorkspace): string[] {
  return [TABLE, ...packageModules(workspace).map(({ name }) => name)].map(name =>
    path.join(folderOf(workspace), `${name}.o`),
  );
}

/** The C function that makes a module; modules of several packages may end with the same name. */
function initFunction({ name }: PackageModule): string {
  return `PyInit_${name.replaceAll('.', '_')}`;
}

/** C that tells the interpreter of the modules. */
function tableText(modules: readonly PackageModule[]): string {
  const declarations = modules.map(module => `PyMODINIT_FUNC ${initFunction(module)}(void);`);
  const rows = modules.map(
    module => `    {WASIX_PACKAGE_MODULE_PREFIX "${module.name}", ${initFunction(module)}},`,
  );
  return `#include "${path.basename(HEADER)}"

${declarations.join('\n')}

struct _inittab wasix_package_modules[] = {
${rows.join('\n')}
    {NULL, NULL},
};
`;
}

/** Python that tells which installed packages the modules are for. */
async function listText(workspace: PythonWorkspace): Promise<string> {
  const lines = packageModules(workspace).map(async ({ name, package: source, witness }) => {
    const digest = await sha256OfFile(path.join(sourceTree(workspace, source), witness));
    return `    "${name}": ("${path.basename(witness)}", "${digest}"),\n`;
  });
  return `"""Modules of packages that are built in: a file beside each, and its SHA-256."""

MODULES = {
${(await Promise.all(lines)).join('')}}
`;
}

async function compile(workspace: PythonWorkspace, module: PackageModule, logFile: string) {
  const folder = folderOf(workspace);
  const tree = sourceTree(workspace, module.package);
  const { dir, name, ext } = path.parse(module.source);
  let source = module.source;
  if (ext === '.pyx') {
    source = path.join(folder, `${module.name}.c`);
    await run(
      buildPython(workspace),
      [
        '-m',
        'cython',
        ...CYTHON_OPTIONS,
        '--module-name',
        module.name,
        module.source,
        '-o',
        source,
      ],
      {
        cwd: tree,
        logFile,
        env: { PYTHONPATH: path.join(folder, 'cython/usr/lib/python3/dist-packages') },
      },
    );
  }
  await run(
    compilersIn(compilerFolder(workspace)).c,
    [
      ...['-std=gnu17', '-Oz', '-DNDEBUG', '-w', '-DCYTHON_CLINE_IN_TRACEBACK=0'],
      ...[`-DPyInit_${name}=${initFunction(module)}`, `-I${dir}`, ...cpythonInclude(workspace)],
      ...['-c', source, '-o', path.join(folder, `${module.name}.o`)],
    ],
    { cwd: tree, logFile },
  );
}

async function build(workspace: PythonWorkspace, logFile: string): Promise<void> {
  const folder = folderOf(workspace);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await unpackPackage(workspace, 'build-cython', path.join(folder, 'cython'), logFile);
  for (const name of PACKAGES) await unpackTarball(workspace, name, logFile);
  const modules = packageModules(workspace);
  for (const module of modules) await compile(workspace, module, logFile);

  const table = path.join(folder, `${TABLE}.c`);
  await writeFile(table, tableText(modules));
  const include = [...cpythonInclude(workspace), `-I${path.dirname(HEADER)}`];
  const { c } = compilersIn(compilerFolder(workspace));
  await run(c, [...include, '-c', table, '-o', path.join(folder, `${TABLE}.o`)], { logFile });
  await writeFile(packageModulesList(workspace), await listText(workspace));
}

/** The step that compiles the modules of packages which are built in. */
export async function packageModulesStep(workspace: PythonWorkspace): Promise<Step> {
  return {
    title: 'Modules of packages',
    inputs: [
      ...digestsOf(workspace, [...PACKAGES, 'build-cython']),
      await digestOfFiles([import.meta.filename, HEADER]),
    ],
    run: logFile => build(workspace, logFile),
  };
}
