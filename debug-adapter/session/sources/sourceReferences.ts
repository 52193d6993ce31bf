import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { PathMap } from '../program/pathMap.ts';

/** Sources as the client knows them: files of this machine, and numbers for all others. */
export class SourceReferences {
  readonly #references = new Map<string, number>();
  readonly #paths: string[] = [];

  /** Describes a file of the guest to the client. */
  describe(guestPath: string, paths: PathMap): DebugProtocol.Source {
    const name = path.posix.basename(guestPath);
    const hostPath = paths.toHost(guestPath);
    if (hostPath !== undefined) return { name, path: hostPath };
    return {
      name,
      path: guestPath,
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
