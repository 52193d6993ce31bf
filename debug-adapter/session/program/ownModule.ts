import { files } from '#platform/files.ts';
import path from '#platform/path.ts';
import type { FolderEntry } from '../platform/files.ts';

/** How many folders are looked through at most. */
const MOST_FOLDERS = 500;

/** Folders with modules that are not the user's own. */
const OF_OTHERS = new Set(['node_modules', 'site-packages', '__pycache__']);

/**
 * A module of the user's own that lies somewhere below some folders, where Python does not look.
 *
 * @returns its path, or undefined if it is not found soon.
 */
export function findOwnModule(name: string, folders: readonly string[]): string | undefined {
  const waiting = [...folders];
  for (const folder of waiting) {
    const entries = entriesOf(folder);
    for (const candidate of [`${name}.py`, path.join(name, '__init__.py')]) {
      const file = path.join(folder, candidate);
      if (files.exists(file)) return file;
    }
    const below = entries.filter(entry => entry.isFolder && !isOfOthers(folder, entry.name));
    const room = MOST_FOLDERS - waiting.length;
    waiting.push(...below.slice(0, Math.max(room, 0)).map(entry => path.join(folder, entry.name)));
  }
  return undefined;
}

function entriesOf(folder: string): FolderEntry[] {
  try {
    return files.list(folder);
  } catch {
    return [];
  }
}

function isOfOthers(folder: string, name: string): boolean {
  const isEnvironment = files.exists(path.join(folder, name, 'pyvenv.cfg'));
  return name.startsWith('.') || OF_OTHERS.has(name) || isEnvironment;
}
