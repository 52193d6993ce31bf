import path from '#platform/path.ts';
import { contains, realPath } from '../program/paths.ts';

/** A folder as the client has it, and as this machine does. */
export interface MappedFolder {
  readonly client: string;
  readonly here: string;
}

/** Files of folders that the client has elsewhere than this machine; the first folder that fits decides. */
export class PathMappings {
  readonly #folders: readonly MappedFolder[];

  constructor(folders: readonly MappedFolder[] = []) {
    this.#folders = folders;
  }

  /** Where this machine has a file of the client's. */
  toHere(file: string): string {
    for (const { client, here } of this.#folders) {
      const style = styleOf(client);
      const way = style.relative(client, file);
      if (isInside(way) && !style.isAbsolute(way)) return path.join(here, ...way.split(style.sep));
    }
    return file;
  }

  /** Where the client has a file of this machine. */
  toClient(file: string): string {
    for (const { client, here } of this.#folders) {
      // As they are written, or behind links.
      const [folder, inner] = contains(here, file) ? [here, file] : [here, file].map(realPath);
      if (!contains(folder as string, inner as string)) continue;
      const way = path.relative(folder as string, inner as string);
      return styleOf(client).join(client, ...way.split(path.sep));
    }
    return file;
  }
}

function isInside(way: string): boolean {
  return way !== '..' && !/^\.\.[/\\]/.test(way);
}

/** How paths are written where that one is from: the client may run on another system. */
export function styleOf(file: string): typeof path.posix {
  return /^(?:[A-Za-z]:|\\\\)/.test(file) ? path.win32 : path.posix;
}
