import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { PathMap } from '../program/pathMap.ts';
import type { ClientPaths } from './clientPaths.ts';

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
    if (hostPath !== undefined) {
      const named = this.#clientPaths.write(hostPath);
      return { name: path.basename(this.#clientPaths.plain(named)), path: named };
    }
    return {
      name: path.posix.basename(guestPath),
      path: this.#clientPaths.writeGuest(guestPath),
      sourceReference: this.#reference(guestPath),
      origin: 'inside WebAssembly',
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
