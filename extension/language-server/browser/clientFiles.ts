import type { Connection } from 'vscode-languageserver/browser';
import { FolderRequest, TextRequest } from '../fileRequests.ts';
import type { SourceEntry, SourceFiles } from '../sourceFiles.ts';
import { PackageCopies } from './packageCopies.ts';

/** Those that the client alone can read, by their URIs. */
export class ClientFiles implements SourceFiles {
  /** Each may come over a network. */
  readonly most = 2_000;
  readonly #connection: Connection;
  readonly #packages: PackageCopies;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#packages = new PackageCopies(connection, this);
  }

  placeOf(uri: string): string | undefined {
    return uri.startsWith('untitled:') ? undefined : uri;
  }

  uriOf(place: string): string {
    return place;
  }

  names(place: string): readonly string[] {
    return place.replace(/\/$/, '').split('/').map(decodeURIComponent);
  }

  async list(folder: string): Promise<readonly SourceEntry[]> {
    const entries = await this.#connection
      .sendRequest(FolderRequest, { uri: folder })
      .catch(() => []);
    return entries.map(({ uri, ...entry }) => ({ ...entry, place: uri }));
  }

  read(file: string, largest: number): Promise<string> {
    return this.#connection.sendRequest(TextRequest, { uri: file, largest }).catch(() => '');
  }

  findPackages(folder: string): Promise<string> {
    return this.#packages.update(folder);
  }

  turn(): Promise<void> {
    return new Promise(resolve => setTimeout(resolve));
  }
}
