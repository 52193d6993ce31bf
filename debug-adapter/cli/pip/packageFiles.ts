import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemOfNativeCode } from '../../session/node/nativeCode.ts';
import { EXTENSION_MODULE } from '../../session/python/extensionModule.ts';

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
    const folders = path.posix.dirname(file).split('/');
    const [, module] = EXTENSION_MODULE.exec(path.posix.basename(file)) ?? [];
    const place = path.join(folder, file);
    const isImported = folders.every(part => part === '.' || /^\w+$/.test(part));
    if (module === undefined || !isImported || !existsSync(place)) return [];
    const parts = [...folders.filter(part => part !== '.'), module];
    return [{ name: parts.join('.'), system: systemOfNativeCode(place) }];
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
