import { files } from '#platform/files.ts';
import { systemOfNativeCode } from '#platform/nativeCode.ts';
import path from '#platform/path.ts';
import type { FolderEntry } from '../../../debug-adapter/session/platform/files.ts';
import { EXTENSION_MODULE } from '../../../debug-adapter/session/python/extensionModule.ts';
import { findPackages } from '../../../debug-adapter/session/python/packages.ts';

/** How many folders of a package are looked through for native code. */
const MAX_FOLDERS = 500;

/** A package as it is installed for the programs of a folder. */
export interface InstalledCopy {
  /** Where it was found, below the folder of the workspace. */
  readonly place: string;
  /** The system that the module itself is for; undefined when it is in Python. */
  readonly system: string | undefined;
  /** The systems that native code is for, anywhere in the package. */
  readonly systems: ReadonlySet<string>;
}

/** What is installed in the folders of a workspace, where programs look for it. */
export class InstalledPackages {
  readonly #folders: readonly string[];
  readonly #copies = new Map<string, InstalledCopy | undefined>();
  #revision = 0;

  /** @param folders of the workspace, a list that may still grow. */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Another one after each change. */
  get revision(): number {
    return this.#revision;
  }

  /** Looks anew when it is asked the next time. */
  forget(): void {
    this.#copies.clear();
    this.#revision++;
  }

  /** The copy that a module is imported from; undefined when there is none. @param module dotted. */
  find(module: string): InstalledCopy | undefined {
    if (!this.#copies.has(module)) this.#copies.set(module, this.#look(module));
    return this.#copies.get(module);
  }

  #look(module: string): InstalledCopy | undefined {
    const [top = '', ...rest] = module.split('.');
    for (const workspace of this.#folders) {
      for (const folder of findPackages([workspace])) {
        const names = filesIn(folder);
        const native = nativeFile(names, top);
        const isPython = names.includes(`${top}.py`);
        if (!isPython && native === undefined && !names.includes(top)) continue;
        const place = path.relative(workspace, folder);
        if (names.includes(top)) {
          const inside = path.join(folder, top);
          return { place, system: systemInside(inside, rest), systems: systemsIn(inside) };
        }
        const system = isPython || native === undefined ? undefined : read(folder, native);
        return { place, system, systems: new Set(system === undefined ? [] : [system]) };
      }
    }
    return undefined;
  }
}

/** The system of a module below a package, if it is not in Python. */
function systemInside(folder: string, parts: readonly string[]): string | undefined {
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  const parent = path.join(folder, ...parts.slice(0, -1));
  const names = filesIn(parent);
  const isPython =
    names.includes(`${last}.py`) || files.exists(path.join(parent, last, '__init__.py'));
  const native = nativeFile(names, last);
  return isPython || native === undefined ? undefined : read(parent, native);
}

function systemsIn(folder: string): Set<string> {
  const systems = new Set<string>();
  const folders = [folder];
  for (let seen = 0; seen < folders.length && seen < MAX_FOLDERS; seen++) {
    const current = folders[seen] as string;
    for (const entry of entriesIn(current)) {
      if (entry.isFolder) folders.push(path.join(current, entry.name));
      else if (EXTENSION_MODULE.test(entry.name)) systems.add(read(current, entry.name));
    }
  }
  return systems;
}

function nativeFile(names: readonly string[], module: string): string | undefined {
  return names.find(name => EXTENSION_MODULE.exec(name)?.[1] === module);
}

function read(folder: string, name: string): string {
  try {
    return systemOfNativeCode(path.join(folder, name));
  } catch {
    return 'another system';
  }
}

function filesIn(folder: string): string[] {
  return entriesIn(folder).map(({ name }) => name);
}

/** What is in a folder; nothing in one that has gone away. */
function entriesIn(folder: string): FolderEntry[] {
  try {
    return files.list(folder);
  } catch {
    return [];
  }
}
