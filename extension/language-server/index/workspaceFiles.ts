import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ModuleFacts } from '../facts/moduleFacts.ts';
import { readModule } from '../facts/moduleReader.ts';
import { ParsedText } from '../syntax/parsedText.ts';
import { MARKS } from '../values/library.ts';

/** Folders that hold what is not the program's own. */
const LEFT_OUT = new Set(['__pycache__', 'node_modules', 'site-packages']);

/** The largest file that is looked at, in bytes; what is larger was made by a program. */
const MAX_SIZE = 1 << 20;

/** The files of Python in a folder, without those of environments, as paths. */
export async function* pythonFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // A virtual environment, whatever it is called.
  if (entries.some(({ name }) => name === 'pyvenv.cfg')) return;
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory() && !name.startsWith('.') && !LEFT_OUT.has(name)) {
      yield* pythonFiles(path.join(folder, name));
    } else if (entry.isFile() && name.endsWith('.py')) {
      yield path.join(folder, name);
    }
  }
}

/**
 * Reads a file as far as others may need it: nothing of one in which no library of greenlets
 * is mentioned, and, of the others, not what only judging the file itself needs.
 */
export async function readForOthers(file: string, folders: readonly string[]): Promise<Reading> {
  const size = await stat(file).then(
    stats => stats.size,
    () => 0,
  );
  const text = size > MAX_SIZE ? '' : await readFile(file, 'utf8').catch(() => '');
  if (!MARKS.test(text)) return { characters: 0 };
  const uri = pathToFileURL(file).href;
  const facts = readModule(uri, moduleName(uri, folders), ParsedText.of(text), true);
  return { facts, characters: text.length };
}

/** What was read of a file. */
export interface Reading {
  /** Undefined for a file that has nothing to do with greenlets. */
  readonly facts?: ModuleFacts;
  readonly characters: number;
}

/** The dotted name of a file's module, below the folder of the workspace that it lies in. */
export function moduleName(uri: string, folders: readonly string[]): string {
  if (!uri.startsWith('file:')) return uri.split('/').at(-1)?.replace(/\.py$/, '') ?? '';
  const file = fileURLToPath(uri);
  const folder = folders
    .filter(each => file.startsWith(each + path.sep))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  const relative = path.relative(folder === '' ? path.dirname(file) : folder, file);
  return relative
    .replace(/\.pyi?$/, '')
    .split(path.sep)
    .filter((part, index, parts) => part !== '__init__' || index < parts.length - 1)
    .join('.');
}
