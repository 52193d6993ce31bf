import type { DebugProtocol } from '@vscode/debugprotocol';
import { files } from '#platform/files.ts';
import path from '#platform/path.ts';
import type { PathMap } from '../program/pathMap.ts';
import { isInLibrary } from '../python/versions.ts';
import type { ClientPaths } from './clientPaths.ts';
import { styleOf } from './pathMappings.ts';

/** Sources as the client knows them: files of this machine, and numbers for all others. */
export class SourceReferences {
  readonly #references = new Map<string, number>();
  readonly #paths: string[] = [];
  readonly #clientPaths: ClientPaths;

  constructor(clientPaths: ClientPaths) {
    this.#clientPaths = clientPaths;
  }

  /** Describes a file of the guest to the client. */
  describe(guestPath: string, paths: PathMap): DebugProtocol.Source {
    const hostPath = paths.toHost(guestPath);
    // A module in a zip archive has a path there, but is no file.
    if (hostPath !== undefined && files.exists(hostPath)) {
      const named = this.#clientPaths.write(hostPath);
      const plain = this.#clientPaths.plain(named);
      return { name: styleOf(plain).basename(plain), path: named };
    }
    return {
      name: path.posix.basename(guestPath),
      path: this.#clientPaths.writeGuest(guestPath),
      sourceReference: this.#reference(guestPath),
      origin: originOf(guestPath),
    };
  }

  /** The guest's path that a reference stands for. */
  path(reference: number): string | undefined {
    return this.#paths[reference - 1];
  }

  #reference(guestPath: string): number {
    let reference = this.#references.get(guestPath);
    if (reference === undefined) {
      reference = this.#paths.push(guestPath);
      this.#references.set(guestPath, reference);
    }
    return reference;
  }
}

/** Where a source comes from that is no file of this machine: editors show it beside its frames. */
function originOf(guestPath: string): string {
  if (isInLibrary(guestPath) || guestPath.startsWith('<frozen ')) {
    return 'standard library';
  }
  return guestPath.startsWith('<') ? 'code without a file' : 'inside WebAssembly';
}
