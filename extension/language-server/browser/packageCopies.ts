import type { Connection } from 'vscode-languageserver/browser';
import { addFiles, files } from '../../../debug-adapter/session/browser/files.ts';
import { EXTENSION_MODULE } from '../../../debug-adapter/session/python/extensionModule.ts';
import { PACKAGE_PLACES } from '../../../debug-adapter/session/python/packages.ts';
import { BeginningRequest } from '../fileRequests.ts';
import type { SourceEntry, SourceFiles } from '../sourceFiles.ts';

/** How many files are copied of a folder at most. */
const MOST = 10_000;

/** What tells native code's system. */
const BEGINNING = 4;

const LEFT_OUT = /^__pycache__$|\.dist-info$/;

type Copies = Record<string, Uint8Array>;

/**
 * Copies of what is installed in the client's folders, for whoever looks for it by `#platform/files.ts`: names alone,
 * and of native code how it begins.
 */
export class PackageCopies {
  readonly #connection: Connection;
  readonly #source: SourceFiles;
  readonly #copied = new Map<string, Copies>();

  constructor(connection: Connection, source: SourceFiles) {
    this.#connection = connection;
    this.#source = source;
  }

  /** Brings the copies of a folder up to date. @returns the folder that has them. */
  async update(folder: string): Promise<string> {
    const path = `/${this.#source.names(folder).filter(Boolean).join('/')}`;
    const copies: Copies = {};
    for (const { name, place, isFolder } of await this.#source.list(folder)) {
      if (isFolder && PACKAGE_PLACES.includes(name)) {
        await this.#copyFolder(`${path}/${name}`, place, copies);
      }
    }
    for (const file of Object.keys(this.#copied.get(folder) ?? {})) {
      if (!(file in copies)) files.remove(file);
    }
    addFiles(copies);
    this.#copied.set(folder, copies);
    return path;
  }

  async #copyFolder(path: string, place: string, copies: Copies): Promise<void> {
    const entries = await this.#source.list(place);
    await Promise.all(
      entries
        .filter(({ name }) => !LEFT_OUT.test(name))
        .map(async entry => {
          const file = `${path}/${entry.name}`;
          if (entry.isFolder) return this.#copyFolder(file, entry.place, copies);
          if (entry.isFile && Object.keys(copies).length < MOST) {
            copies[file] = await this.#beginning(entry);
          }
        }),
    );
  }

  async #beginning({ name, place }: SourceEntry): Promise<Uint8Array> {
    if (!EXTENSION_MODULE.test(name)) return new Uint8Array();
    const asked = { uri: place, count: BEGINNING };
    const bytes = await this.#connection.sendRequest(BeginningRequest, asked).catch(() => []);
    return Uint8Array.from(bytes);
  }
}
