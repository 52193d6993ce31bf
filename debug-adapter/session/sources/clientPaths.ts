import { fileURLToPath, pathToFileURL } from '#platform/fileUrls.ts';
import path from '#platform/path.ts';
import { realPath } from '../program/paths.ts';
import { PathMappings } from './pathMappings.ts';

/** What stands before the path, in a URI, of a file that only the guest has. */
const GUEST_SCHEME = 'wasix:';

/**
 * Files as the client names them: by paths or by URIs, as it has asked for, and a file that
 * goes by several paths by the one that it has used last.
 */
export class ClientPaths {
  /** Whether the client reads and writes URIs: `pathFormat` of `initialize`. */
  usesUris = false;
  /** The folders that the client has elsewhere: `pathMappings` of `attach`. */
  mappings = new PathMappings();
  /** The client's paths of files, and of the folders that they are in, by the real ones. */
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string>();
  readonly #realPaths = new Map<string, string>();

  /** A path, as it is on this machine, from one that the client names a file by. */
  read(named: string): string {
    const file = this.mappings.toHere(this.plain(named));
    // Code that has no file, such as that of `<string>`, is in no folder.
    if (file.startsWith('<')) return file;
    this.#files.set(this.real(file), file);
    const folder = path.dirname(file);
    this.#folders.set(this.real(folder), folder);
    return file;
  }

  /** The name that the client has for a file of this machine. */
  write(file: string): string {
    const spelled = this.#files.get(this.real(file)) ?? this.#inFolder(file);
    const named = this.mappings.toClient(spelled);
    return this.usesUris ? pathToFileURL(named).href : named;
  }

  /** The name that the client gets for a file that only the guest has. */
  writeGuest(file: string): string {
    return this.usesUris ? GUEST_SCHEME + pathToFileURL(file).pathname : file;
  }

  /** The path without links: what all paths of a file have in common. */
  real(file: string): string {
    let real = this.#realPaths.get(file);
    if (real === undefined) {
      real = realPath(file);
      this.#realPaths.set(file, real);
    }
    return real;
  }

  /** The path of a file that the client has not named, by that of the closest folder that it has. */
  #inFolder(file: string): string {
    if (this.#folders.size === 0) return file;
    const rest = [path.basename(file)];
    let folder = this.real(path.dirname(file));
    for (;;) {
      const spelled = this.#folders.get(folder);
      if (spelled !== undefined) return path.join(spelled, ...rest);
      const outer = path.dirname(folder);
      if (outer === folder) return file;
      rest.unshift(path.basename(folder));
      folder = outer;
    }
  }

  /** The path that a name stands for. */
  plain(named: string): string {
    if (!this.usesUris) return named;
    if (named.startsWith(GUEST_SCHEME)) return decodeURIComponent(named.slice(GUEST_SCHEME.length));
    // One that is no file's, such as that of an editor that was never saved, has no place here.
    return named.startsWith('file:') ? fileURLToPath(named) : named;
  }
}
