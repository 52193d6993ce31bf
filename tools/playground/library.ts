import fs from 'node:fs';
import path from 'node:path';
import { type ZipEntry, zip } from '../../debug-adapter/python/recipe/zip.ts';
import { openZipFile } from '../../debug-adapter/runtime/node/zipFile.ts';
import { guestLibrary, type PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { runGuestPython } from '../test/guestPython.ts';

/** What is left out of the library, and why a program that asks for it cannot have it. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  _pyrepl: 'needs _curses, which needs a library without a port',
  curses: 'needs _curses, which needs a library without a port',
  ensurepip: 'needs a machine to install on, which a page is not',
  pydoc_data: 'is a manual, which is left out of pages',
  turtledemo: 'needs Tk',
  venv: 'needs a machine to install on, which a page is not',
};

/** The same for shared modules, and for what they alone link to. */
const LEFT_OUT_MODULES: Readonly<Record<string, string>> = {
  _hashlib: 'is left out of pages; hashlib works without it',
  'libc++': 'is for modules in C++, of which a page has none',
  libopenssl: 'is for _hashlib',
};

/**
 * Modules that programs of a page are likely to import. These, and what they import themselves, are there compiled;
 * the others as sources alone, which are compiled when they are imported, since both together are too much to fetch.
 */
const LIKELY = [
  'abc',
  'argparse',
  'asyncio',
  'bisect',
  'collections.abc',
  'contextlib',
  'concurrent.futures',
  'contextvars',
  'copy',
  'csv',
  'dataclasses',
  'datetime',
  'decimal',
  'enum',
  'fractions',
  'functools',
  'gc',
  'greenlet',
  'hashlib',
  'heapq',
  'inspect',
  'itertools',
  'json',
  'linecache',
  'logging',
  'math',
  'operator',
  'os',
  'pathlib',
  'pprint',
  'queue',
  'random',
  're',
  'statistics',
  'string',
  'textwrap',
  'threading',
  'time',
  'traceback',
  'types',
  'typing',
  'weakref',
];

/** What the debug adapter has another one of, for pages. */
const REPLACED_MODULES = new Set(['_ssl']);

const COMPILED = '.pyc';

/**
 * A library of Python for a page: nothing in it that only makes it larger, all of it deflated, since servers compress no
 * archives.
 */
export async function packLibrary(library: string, version: PythonVersion): Promise<Uint8Array> {
  const archive = openZipFile(library);
  const likely = await likelyFiles(version);
  const names = [...archive.names].filter(name => {
    if ((name.split('/')[0] as string) in LEFT_OUT) return false;
    return !name.endsWith(COMPILED) || likely.has(name);
  });
  return zip(names.map(name => deflated(name, archive.read(name))));
}

/** Modules that a page has not, though others have them, with the reason of each. */
export function modulesLeftOut(): { name: string; reason: string }[] {
  return Object.entries({ ...LEFT_OUT, ...LEFT_OUT_MODULES }).map(([name, reason]) => ({
    name,
    reason,
  }));
}

/** The same archive, smaller. */
export function deflateArchive(file: string): Uint8Array {
  const archive = openZipFile(file);
  return zip([...archive.names].map(name => deflated(name, archive.read(name))));
}

/** The files of a folder of shared modules that a page is to have. */
export function usefulModules(folder: string): string[] {
  return fs.readdirSync(folder).filter(name => {
    const module = name.split('.')[0] as string;
    return !(module in LEFT_OUT_MODULES) && !REPLACED_MODULES.has(module);
  });
}

function deflated(name: string, content: Uint8Array): ZipEntry {
  return { name, content, compress: true };
}

/** The compiled files of likely modules, by their paths in the library: what Python itself says. */
async function likelyFiles(version: PythonVersion): Promise<Set<string>> {
  const program = [
    `import sys, ${LIKELY.join(', ')}`,
    'for module in list(sys.modules.values()):',
    '    file = getattr(module, "__cached__", None)',
    '    if file: print(file)',
  ].join('\n');
  const { code, stdout, stderr } = await runGuestPython(['-c', program], [], { version });
  if (code !== 0) throw new Error(`Python does not import its library: ${stderr}`);
  const files = stdout.trim().split('\n');
  return new Set(files.map(file => path.posix.relative(guestLibrary(version), file)));
}
