/** The wheels of gevent and of what it depends on, for WASIX Python. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { type WheelContent, wheelOf } from '../recipe/wheels.ts';
import { JOBS } from '../recipe/workspace.ts';
import type { ZipEntry } from '../recipe/zip.ts';
import { inParallel } from '../setup/parallel.ts';
import { compileSideModule } from '../sideModules/cachedModule.ts';
import { obtainToolchain } from '../toolchain.ts';
import { sideModulesOf } from './compiledModules.ts';
import type { PreparedSources } from './preparedSources.ts';

/** What gevent's setup.py installs: modules, and the certificates and lists of its tests. */
const INSTALLED = /\.(py|pem|crt|txt|key)$/;

/** What only tests need. */
const TESTS =
  /^(gevent\/(tests|testing)|zope\/interface\/(common\/)?tests)\/|^zope\/event\/tests\.py$/;

/** The plugin that gevent's setup.py registers. */
const ENTRY_POINTS = `\
[gevent.plugins.monkey.will_patch_all]
signal_os_incompat = gevent.monkey:_subscribe_signal_os
`;

/** A wheel: its name, and the files that it installs, those that tell of it among them. */
export interface Wheel {
  readonly name: string;
  readonly files: readonly ZipEntry[];
}

/** All files below a folder that are to be installed, by their places there. */
async function filesIn(root: string, folder: string): Promise<ZipEntry[]> {
  const entries = await readdir(path.join(root, folder), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile() && INSTALLED.test(entry.name))
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    files.map(async file => ({
      name: path.relative(root, file),
      content: await readFile(file),
      compress: true,
    })),
  );
}

async function metadataOfGevent(tree: string): Promise<string> {
  const text = await readFile(path.join(tree, 'src/gevent/__init__.py'), 'utf8');
  const version = /^__version__ = '(.*)'$/m.exec(text)?.[1];
  if (version === undefined) throw new Error("gevent's source does not tell its version");
  return `\
Metadata-Version: 2.1
Name: gevent
Version: ${version}
Summary: Coroutine-based network library
Home-page: http://www.gevent.org/
License: MIT
Requires-Python: >=3.9
Requires-Dist: greenlet>=3.2.2
Requires-Dist: zope.event
Requires-Dist: zope.interface
`;
}

async function compiledFiles(tree: string, version: PythonVersion): Promise<ZipEntry[]> {
  const files = await inParallel(sideModulesOf(tree, version), JOBS, async ({ folder, module }) => {
    const file = await compileSideModule(module);
    return {
      name: `${folder}/${path.basename(file)}`,
      content: await readFile(file),
      compress: true,
    };
  });
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A package of zope's, without what it has compiled for other machines: it can do without. */
async function zopePackage(dependencies: string, name: string): Promise<WheelContent> {
  const information = (await readdir(dependencies)).find(
    entry => entry.startsWith(`zope_${name}-`) && entry.endsWith('.dist-info'),
  );
  if (information === undefined) throw new Error(`Debian's zope.${name} came without metadata`);
  return {
    metadata: await readFile(path.join(dependencies, information, 'METADATA'), 'utf8'),
    tag: 'py3-none-any',
    files: await filesIn(dependencies, `zope/${name}`),
  };
}

/**
 * gevent and what it depends on, each with its tests. Its modules in C, with libev among them, are
 * compiled; the cross compiler is set up first if it has to be.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
async function contents(
  { tree, dependencies }: PreparedSources,
  version: PythonVersion,
): Promise<WheelContent[]> {
  const abi = `cp${version.replace('.', '')}`;
  const gevent = {
    metadata: await metadataOfGevent(tree),
    tag: `${abi}-${abi}-wasix_wasm32`,
    files: [
      ...(await filesIn(path.join(tree, 'src'), 'gevent')),
      ...(await compiledFiles(tree, version)),
    ],
    entryPoints: ENTRY_POINTS,
  };
  const zope = await Promise.all(
    ['event', 'interface'].map(name => zopePackage(dependencies, name)),
  );
  return [gevent, ...zope];
}

/**
 * The wheels of gevent and of what it depends on.
 * @returns those that are shipped, without tests, and the same with them.
 * @throws {Error} whose message has the compiler's, or says what is missing.
 */
export async function makeWheels(
  sources: PreparedSources,
  version: PythonVersion,
): Promise<{ readonly shipped: Wheel[]; readonly complete: Wheel[] }> {
  // No module waits for the compiler's first set-up beside others that do.
  await obtainToolchain();
  const complete = await contents(sources, version);
  const shipped = complete.map(content => ({
    ...content,
    files: content.files.filter(({ name }) => !TESTS.test(name)),
  }));
  return { shipped: shipped.map(wheelOf), complete: complete.map(wheelOf) };
}
