import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import {
  digestOfFiles,
  digestsOf,
  type PythonWorkspace,
  unpackPackage,
  versionFolder,
} from './workspace.ts';

/** Debian's own CPython of the version we build, with the libraries it is linked to. */
const PACKAGES = [
  'build-python',
  'build-python-library',
  'build-python-modules',
  'build-libc',
  'build-expat',
  'build-zlib',
];

/** A CPython that runs on this machine, after the step has run. */
export function buildPython(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'build-python', `python${workspace.version}`);
}

/** The multiarch folder (`x86_64-linux-gnu`) of the unpacked packages. */
async function findLibraries(folder: string): Promise<{ libraries: string; loader: string }> {
  const root = path.join(folder, 'usr/lib');
  for (const name of await readdir(root)) {
    if (!name.endsWith('-linux-gnu')) continue;
    const libraries = path.join(root, name);
    const loader = (await readdir(libraries)).find(file => file.startsWith('ld-linux'));
    if (loader !== undefined) return { libraries, loader: path.join(libraries, loader) };
  }
  throw new Error('the build Python came without a dynamic loader; set up again with --force');
}

/**
 * The step that unpacks the build Python. Cross-building CPython needs one of
 * the same version, which no Debian has to be able to install: it runs from its
 * folder, with its own loader and C library.
 */
export async function buildPythonStep(workspace: PythonWorkspace): Promise<Step> {
  return {
    title: 'Build Python',
    inputs: [...digestsOf(workspace, PACKAGES), await digestOfFiles([import.meta.filename])],
    run: async logFile => {
      const python = buildPython(workspace);
      const folder = path.dirname(python);
      await rm(folder, { recursive: true, force: true });
      for (const name of PACKAGES) await unpackPackage(workspace, name, folder, logFile);
      const { libraries, loader } = await findLibraries(folder);
      await writeFile(
        python,
        `#!/bin/sh
export PYTHONHOME='${path.join(folder, 'usr')}'
exec '${loader}' --library-path '${libraries}' --argv0 "$0" '${folder}/usr/bin/python${workspace.version}' "$@"
`,
      );
      await chmod(python, 0o755);
      await run(python, ['-c', 'import zlib, json, compileall'], { logFile });
    },
  };
}
