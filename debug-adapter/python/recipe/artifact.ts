import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from '../setup/command.ts';
import { sha256OfFile } from '../setup/download.ts';
import type { StepTime } from '../setup/steps.ts';
import { builtinModules, moduleStates } from './cpython.ts';
import { wasixLibcLicence } from './crossCompiler.ts';
import { llvmLicence } from './cxxRuntime.ts';
import { greenletLicence } from './greenletModule.ts';
import { writeHeaders } from './headers.ts';
import { linkedModule } from './link.ts';
import { type MissingModule, missingModules } from './missingModules.ts';
import { packageModules } from './packageModules.ts';
import { libraryFiles } from './standardLibrary.ts';
import { writeWheels } from './wheels.ts';
import { type PythonWorkspace, sourceOf, sourceTree } from './workspace.ts';

/** Something of others that is in the artifact, or that it was made with. */
export interface ManifestSource {
  readonly name: string;
  /** Debian package and suite it was taken from. */
  readonly package: string;
  readonly suite: string;
  readonly version: string;
  readonly sha256: string;
  /** SPDX expression. */
  readonly licence: string;
  /** File with the licence's text below the artifact; only of what is in it. */
  readonly licenceFile?: string;
}

/** manifest.json: what is in the artifact and where it comes from. */
export interface Manifest {
  readonly key: string;
  readonly python: string;
  readonly greenlet: string;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  readonly sources: readonly ManifestSource[];
  readonly builtinModules: readonly string[];
  /** Modules of packages that are built in, for installed packages of the version in `sources`. */
  readonly packageModules: readonly string[];
  readonly missingModules: readonly MissingModule[];
  readonly build: {
    readonly seconds: number;
    readonly steps: readonly { readonly title: string; readonly seconds: number }[];
    /** First line of what each tool says its version is. */
    readonly tools: readonly string[];
  };
}

/** Modules that are built in besides CPython's own. */
const OWN_MODULES = [
  '_wasix_host',
  'greenlet._greenlet',
  'greenlet.tests._test_extension',
  'greenlet.tests._test_extension_cpp',
];

/** Each component's licence, as files of its source; several are joined. */
function licenceTexts(workspace: PythonWorkspace): Record<string, string[]> {
  const inTree = (name: string, ...files: string[]) =>
    files.map(file => path.join(sourceTree(workspace, name), file));
  return {
    // The second tells of the software that CPython incorporates.
    cpython: inTree('cpython', 'LICENSE', 'Doc/license.rst'),
    greenlet: [greenletLicence(workspace)],
    llvm: [llvmLicence(workspace)],
    'wasix-libc': [wasixLibcLicence(workspace)],
    zlib: inTree('zlib', 'LICENSE'),
    bzip2: inTree('bzip2', 'LICENSE'),
    xz: inTree('xz', 'COPYING', 'COPYING.0BSD'),
    sqlite: inTree('sqlite', 'LICENSE.md'),
    markupsafe: inTree('markupsafe', 'LICENSE.txt'),
    sqlalchemy: inTree('sqlalchemy', 'LICENSE'),
  };
}

async function writeLicences(workspace: PythonWorkspace, folder: string): Promise<void> {
  await mkdir(path.join(folder, 'licences'), { recursive: true });
  for (const [name, files] of Object.entries(licenceTexts(workspace))) {
    const texts = await Promise.all(files.map(file => readFile(file, 'utf8')));
    await writeFile(path.join(folder, 'licences', `${name}.txt`), texts.join('\n\n'));
  }
}

function describeSources(workspace: PythonWorkspace): ManifestSource[] {
  return [...workspace.sources.values()].map(({ locked, version, sha256 }) => ({
    name: locked.name,
    package: locked.package,
    suite: locked.suite,
    version,
    sha256,
    licence: locked.licence,
    ...(locked.shipped ? { licenceFile: `licences/${locked.name}.txt` } : {}),
  }));
}

/** `1:3.13.5-2+deb13u5` is upstream's 3.13.5. */
function upstreamVersion(debianVersion: string): string {
  return debianVersion.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}

async function toolVersions(logFile: string): Promise<string[]> {
  const tools = ['clang-19', 'wasm-ld-19', 'wasm-opt'];
  const printed = await Promise.all(tools.map(tool => capture(tool, ['--version'], { logFile })));
  return printed.map(text => text.split('\n')[0]!);
}

/**
 * Lays out the finished artifact in `folder`: python.wasm, the library, the tests
 * of greenlet and CPython, the licences, wheels for pip, the headers and the manifest.
 */
export async function writeArtifact(
  workspace: PythonWorkspace,
  folder: string,
  key: string,
  times: readonly StepTime[],
  logFile: string,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeLicences(workspace, folder);
  await writeWheels(workspace, path.join(folder, 'wheels'));
  await writeHeaders(workspace, path.join(folder, 'include'));

  const { library, greenletTests, cpythonTests } = libraryFiles(workspace);
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const file of [linkedModule(workspace), library, greenletTests, cpythonTests]) {
    const place = path.join(folder, path.basename(file));
    await copyFile(file, place);
    files[path.basename(file)] = {
      bytes: (await stat(place)).size,
      sha256: await sha256OfFile(place),
    };
  }

  const builtin = await builtinModules(workspace);
  const manifest: Manifest = {
    key,
    python: upstreamVersion(sourceOf(workspace, 'cpython').version),
    greenlet: upstreamVersion(sourceOf(workspace, 'greenlet').version),
    files,
    sources: describeSources(workspace),
    builtinModules: [...builtin, ...OWN_MODULES],
    packageModules: packageModules(workspace).map(({ name }) => name),
    missingModules: missingModules(await moduleStates(workspace), builtin),
    build: {
      seconds: Math.round(times.reduce((sum, time) => sum + time.seconds, 0)),
      steps: times.map(({ title, seconds }) => ({ title, seconds: Math.round(seconds) })),
      tools: await toolVersions(logFile),
    },
  };
  await writeFile(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
