import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/** What the files of native code begin with, and the systems that they are for. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['0061736d', 'WebAssembly'],
  ['7f454c46', 'Linux'],
  ['4d5a', 'Windows'],
  ['cffaedfe', 'macOS'],
  ['cafebabe', 'macOS'],
];

/** An extension module of a package. */
export interface NativeModule {
  readonly name: string;
  /** The system that it is for. */
  readonly system: string;
}

/**
 * Finds the extension modules among the files of a package, by paths below the folder it is in.
 * Libraries that they bring are none.
 */
export function nativeModules(folder: string, files: readonly string[]): NativeModule[] {
  return files.flatMap(file => {
    const [, parts] = /^((?:\w+\/)*\w+)\.(?:[\w.-]+\.)?(?:so|pyd|dylib)$/.exec(file) ?? [];
    const place = path.join(folder, file);
    if (parts === undefined || !existsSync(place)) return [];
    return [{ name: parts.replaceAll('/', '.'), system: systemOf(place) }];
  });
}

/** The modules by which a package is used: the outermost, without those whose names say otherwise. */
export function outermostModules(files: readonly string[]): string[] {
  const packages = new Set(
    files.filter(file => file.endsWith('/__init__.py')).map(file => path.posix.dirname(file)),
  );
  const roots = [...packages].filter(each => !packages.has(path.posix.dirname(each)));
  const single = files
    .filter(file => /^\w+\.(?:py|[\w.-]*(?:so|pyd))$/.test(file))
    .map(file => file.replace(/\..*$/, ''));
  const names = [...new Set([...roots, ...single])]
    .filter(name => /^[\w/]+$/.test(name))
    .map(name => name.replaceAll('/', '.'));
  const open = names.filter(name => !name.startsWith('_'));
  return open.length > 0 ? open : names;
}

function systemOf(file: string): string {
  const start = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, start);
  closeSync(descriptor);
  const text = start.toString('hex');
  return BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1] ?? 'another machine';
}
