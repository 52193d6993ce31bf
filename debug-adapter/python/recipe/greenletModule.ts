import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { greenletEdits } from '../greenlet/edits.ts';
import { run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import { applyEdits } from './anchoredEdit.ts';
import { cpythonInclude } from './cpython.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import {
  digestOfFiles,
  digestsOf,
  PROJECT_SOURCES,
  type PythonWorkspace,
  projectFiles,
  unpackPackage,
  versionFolder,
} from './workspace.ts';

/** Debian's package ships greenlet's C++ sources and its tests beside its Python files. */
function packageFolder(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'src/greenlet-package');
}

/** greenlet as Debian ships it. */
export function greenletOriginal(workspace: PythonWorkspace): string {
  return path.join(packageFolder(workspace), 'usr/lib/python3/dist-packages/greenlet');
}

/** greenlet's licence, after the step has run. */
export function greenletLicence(workspace: PythonWorkspace): string {
  return path.join(packageFolder(workspace), 'usr/share/doc/python3-greenlet/copyright');
}

/** Where the step puts the interpreter's own object files. */
function objectFolder(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'objects/interpreter');
}

interface Source {
  readonly file: string;
  readonly language: 'c' | 'c++';
}

async function sourcesOf(greenlet: string): Promise<Source[]> {
  const interpreter = (await projectFiles('interpreter')).filter(file => file.endsWith('.c'));
  return [
    ...interpreter.map(file => ({ file, language: 'c' }) as const),
    { file: path.join(greenlet, 'greenlet.cpp'), language: 'c++' },
    { file: path.join(greenlet, 'tests/_test_extension.c'), language: 'c' },
    { file: path.join(greenlet, 'tests/_test_extension_cpp.cpp'), language: 'c++' },
  ];
}

function objectOf(folder: string, source: Source): string {
  return path.join(folder, `${path.parse(source.file).name}.o`);
}

function portedGreenlet(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'src/greenlet');
}

/** The object files of the interpreter's own part, greenlet included, after the step has run. */
export async function interpreterObjects(workspace: PythonWorkspace): Promise<string[]> {
  const sources = await sourcesOf(portedGreenlet(workspace));
  return sources.map(source => objectOf(objectFolder(workspace), source));
}

/**
 * Ports greenlet, and compiles it and the interpreter's main program.
 *
 * @param folder gets the object files. It is emptied first.
 * @returns the object files.
 */
export async function compileInterpreter(
  workspace: PythonWorkspace,
  folder: string,
  logFile: string,
): Promise<string[]> {
  const greenlet = portedGreenlet(workspace);
  await rm(packageFolder(workspace), { recursive: true, force: true });
  await unpackPackage(workspace, 'greenlet', packageFolder(workspace), logFile);
  await rm(greenlet, { recursive: true, force: true });
  await cp(greenletOriginal(workspace), greenlet, { recursive: true });
  await applyEdits(greenlet, greenletEdits);

  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { c, cxx } = compilersIn(compilerFolder(workspace));
  const port = path.join(PROJECT_SOURCES, 'greenlet');
  const include = [...cpythonInclude(workspace), `-I${port}`, `-I${greenlet}`];
  const objects: string[] = [];
  for (const source of await sourcesOf(greenlet)) {
    const [compiler, standard] = source.language === 'c' ? [c, 'gnu17'] : [cxx, 'c++17'];
    // In C, too, for what throws when it jumps.
    const flags = [`-std=${standard}`, '-O2', '-DNDEBUG', '-fwasm-exceptions', ...include];
    const object = objectOf(folder, source);
    await run(compiler, [...flags, '-c', source.file, '-o', object], { logFile });
    objects.push(object);
  }
  return objects;
}

/** The step that ports greenlet and compiles it and the interpreter's main program. */
export async function greenletStep(workspace: PythonWorkspace): Promise<Step> {
  return {
    title: 'greenlet and the main program',
    inputs: [
      ...digestsOf(workspace, ['greenlet']),
      await digestOfFiles([
        import.meta.filename,
        path.join(import.meta.dirname, 'anchoredEdit.ts'),
        ...(await projectFiles('greenlet')),
        ...(await projectFiles('interpreter')),
      ]),
    ],
    run: async logFile => {
      await compileInterpreter(workspace, objectFolder(workspace), logFile);
    },
  };
}
