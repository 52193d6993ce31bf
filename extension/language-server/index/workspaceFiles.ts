import type { ModuleFacts } from '../facts/moduleFacts.ts';
import { readModule } from '../facts/moduleReader.ts';
import type { SourceFiles } from '../sourceFiles.ts';
import { ParsedText } from '../syntax/parsedText.ts';
import { MARKS } from '../values/library.ts';

/** Folders that hold what is not the program's own. */
const LEFT_OUT = new Set(['__pycache__', 'node_modules', 'site-packages']);

/** The largest file that is looked at, in bytes; what is larger was made by a program. */
const MAX_SIZE = 1 << 20;

/** What was read of a file. */
export interface Reading {
  /** Undefined for a file that has nothing to do with greenlets. */
  readonly facts?: ModuleFacts;
  readonly characters: number;
}

/** The folders of a workspace, by their places, and the files of Python in them. */
export class WorkspaceFiles {
  readonly source: SourceFiles;
  readonly #folders: string[];

  constructor(source: SourceFiles, folders: readonly string[] = []) {
    this.source = source;
    this.#folders = [...folders];
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Takes in a folder, unless it cannot be read here. */
  addFolder(uri: string): void {
    const folder = this.source.placeOf(uri);
    if (folder !== undefined) this.#folders.push(folder);
  }

  /** The places of the files of Python in all folders, without those of environments. */
  async *pythonFiles(): AsyncGenerator<string> {
    for (const folder of this.#folders) yield* this.#pythonFilesIn(folder);
  }

  async *#pythonFilesIn(folder: string): AsyncGenerator<string> {
    const entries = await this.source.list(folder);
    // A virtual environment, whatever it is called.
    if (entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    for (const { name, place, isFile, isFolder } of entries) {
      if (isFolder && !name.startsWith('.') && !LEFT_OUT.has(name)) {
        yield* this.#pythonFilesIn(place);
      } else if (isFile && name.endsWith('.py')) {
        yield place;
      }
    }
  }

  /**
   * Reads a file as far as others may need it: nothing of one in which no library of greenlets
   * is mentioned, and, of the others, not what only judging the file itself needs.
   */
  async readForOthers(file: string): Promise<Reading> {
    const text = await this.source.read(file, MAX_SIZE);
    if (!MARKS.test(text)) return { characters: 0 };
    const uri = this.source.uriOf(file);
    const facts = readModule(uri, this.moduleName(uri), ParsedText.of(text), true);
    return { facts, characters: text.length };
  }

  /** The dotted name of a file's module, below the folder of the workspace that it lies in. */
  moduleName(uri: string): string {
    const file = this.source.placeOf(uri);
    if (file === undefined) return uri.split('/').at(-1)?.replace(/\.py$/, '') ?? '';
    const names = this.source.names(file);
    const depths = this.#folders
      .map(folder => this.source.names(folder))
      .filter(folder => folder.every((name, index) => name === names[index]))
      .map(({ length }) => length);
    return names
      .slice(Math.max(...depths, 0) || -1)
      .map((name, index, all) => (index === all.length - 1 ? name.replace(/\.pyi?$/, '') : name))
      .filter((name, index, all) => name !== '__init__' || index < all.length - 1)
      .join('.');
  }
}
