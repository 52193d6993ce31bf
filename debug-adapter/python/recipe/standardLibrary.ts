import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { guestLibrary } from '../../session/python/versions.ts';
import { run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import { buildPython } from './buildPython.ts';
import { cpythonBuild } from './cpython.ts';
import { greenletOriginal } from './greenletModule.ts';
import { packageModulesList } from './packageModules.ts';
import {
  digestOfFiles,
  digestsOf,
  JOBS,
  type PythonWorkspace,
  projectFiles,
  sourceTree,
  unpackPackage,
  versionFolder,
} from './workspace.ts';
import { type ZipEntry, zip } from './zip.ts';

/** Of no use in this interpreter: tests, windows, and installing packages. */
const LEFT_OUT = ['ensurepip', 'idlelib', 'lib2to3', 'test', 'tkinter', 'turtledemo', 'turtle.py'];

/** The project's own modules, which stand among those of the library. */
const OWN_MODULES = 'library';

/** What stands in _sysconfigdata for the folder of the build. */
const BUILD_FOLDER = '/build';

/** What the step makes. */
export function libraryFiles(
  workspace: PythonWorkspace,
): Record<'library' | 'greenletTests' | 'cpythonTests', string> {
  const folder = path.join(versionFolder(workspace), 'library');
  return {
    library: path.join(folder, 'stdlib.zip'),
    greenletTests: path.join(folder, 'greenlet-tests.zip'),
    cpythonTests: path.join(folder, 'cpython-tests.zip'),
  };
}

async function copyPythonFiles(
  from: string,
  to: string,
  isWanted: (relative: string) => boolean,
): Promise<void> {
  await cp(from, to, {
    recursive: true,
    filter: source =>
      path.basename(source) !== '__pycache__' && isWanted(path.relative(from, source)),
  });
}

/** The configuration of the build, without the names of this machine's folders. */
async function copyConfiguration(workspace: PythonWorkspace, library: string): Promise<void> {
  const build = cpythonBuild(workspace);
  const folder = path.join(
    build,
    (await readFile(path.join(build, 'pybuilddir.txt'), 'utf8')).trim(),
  );
  const name = (await readdir(folder)).find(file => /^_sysconfigdata.*\.py$/.test(file));
  if (name === undefined) throw new Error(`CPython's build left no _sysconfigdata in ${folder}`);
  const text = await readFile(path.join(folder, name), 'utf8');
  const clean = (configuration: string): string =>
    [versionFolder(workspace), workspace.folder].reduce(
      (cleaned, place) => cleaned.replaceAll(place, BUILD_FOLDER),
      configuration,
    );
  await writeFile(path.join(library, name), clean(text));
}

/** Compiles every module so that importing it needs neither its source nor its time stamp. */
async function compileModules(
  workspace: PythonWorkspace,
  library: string,
  logFile: string,
): Promise<void> {
  await run(
    buildPython(workspace),
    [
      ...['-m', 'compileall', '-q', '-j', String(JOBS), '--invalidation-mode', 'unchecked-hash'],
      ...['-s', library, '-p', guestLibrary(workspace.version), library],
    ],
    { logFile, env: { PYTHONHASHSEED: '0' } },
  );
}

async function zipFolder(folder: string, extra: readonly ZipEntry[] = []): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  const packed = files.map(async (entry): Promise<ZipEntry> => {
    const file = path.join(entry.parentPath, entry.name);
    return {
      name: path.relative(folder, file).split(path.sep).join('/'),
      content: await readFile(file),
      compress: !entry.name.endsWith('.pyc'),
    };
  });
  return zip([...(await Promise.all(packed)), ...extra]);
}

/** greenlet's tests look for leaks with the package objgraph, one file. */
async function copyObjgraph(
  workspace: PythonWorkspace,
  tests: string,
  logFile: string,
): Promise<void> {
  const unpacked = path.join(versionFolder(workspace), 'library/objgraph');
  await unpackPackage(workspace, 'objgraph', unpacked, logFile);
  await cp(
    path.join(unpacked, 'usr/lib/python3/dist-packages/objgraph.py'),
    path.join(tests, 'objgraph.py'),
  );
}

async function build(workspace: PythonWorkspace, logFile: string): Promise<void> {
  const library = path.join(versionFolder(workspace), `library/python${workspace.version}`);
  const tests = path.join(versionFolder(workspace), 'library/greenlet-tests');
  await rm(path.dirname(library), { recursive: true, force: true });
  await mkdir(path.dirname(library), { recursive: true });

  await copyPythonFiles(
    path.join(sourceTree(workspace, 'cpython'), 'Lib'),
    library,
    relative => !LEFT_OUT.includes(relative),
  );
  await copyConfiguration(workspace, library);
  const ownModules = [...(await projectFiles(OWN_MODULES)), packageModulesList(workspace)];
  for (const file of ownModules) {
    await cp(file, path.join(library, path.basename(file)));
  }
  const greenlet = greenletOriginal(workspace);
  await mkdir(path.join(library, 'site-packages/greenlet'), { recursive: true });
  await cp(
    path.join(greenlet, '__init__.py'),
    path.join(library, 'site-packages/greenlet/__init__.py'),
  );
  await copyPythonFiles(
    path.join(greenlet, 'tests'),
    tests,
    relative => relative === '' || relative.endsWith('.py'),
  );
  await copyObjgraph(workspace, tests, logFile);
  await compileModules(workspace, library, logFile);

  const files = libraryFiles(workspace);
  // The interpreter looks for this folder when it starts and complains without.
  const dynamicModules = { name: 'lib-dynload/', content: new Uint8Array(), compress: false };
  await writeFile(files.library, await zipFolder(library, [dynamicModules]));
  await writeFile(files.greenletTests, await zipFolder(tests));
  const cpythonTests = path.join(sourceTree(workspace, 'cpython'), 'Lib/test');
  await writeFile(files.cpythonTests, await zipFolder(cpythonTests));
}

/** The step that packs the standard library, precompiled, and the tests of greenlet and CPython. */
export async function standardLibraryStep(workspace: PythonWorkspace): Promise<Step> {
  return {
    title: 'Standard library',
    inputs: [
      ...digestsOf(workspace, ['objgraph']),
      await digestOfFiles([
        import.meta.filename,
        path.join(import.meta.dirname, 'zip.ts'),
        ...(await projectFiles(OWN_MODULES)),
      ]),
    ],
    run: logFile => build(workspace, logFile),
  };
}
