import type { PythonDistribution } from '../python/pythonDistribution.ts';

/** A Python that a server has, by URLs: absolute ones in a worker. */
export interface ServedPython extends PythonDistribution {
  /** The names of the files in the folder `sharedModules`. */
  readonly moduleNames: readonly string[];
  /** The ZIP archive that holds the agent's package, compiled for this version. */
  readonly agent: string;
  /** Modules of this version that it has not in WebAssembly, with the reason of each. */
  readonly missingModules: readonly { readonly name: string; readonly reason: string }[];
}

/** The same Python with other URLs. @param rename the new one of an old one. */
export function withUrls(python: ServedPython, rename: (url: string) => string): ServedPython {
  const { interpreter, library, sharedModules, agent } = python;
  return {
    ...python,
    interpreter: rename(interpreter),
    library: rename(library),
    sharedModules: rename(sharedModules),
    agent: rename(agent),
  };
}

/** What programs have changed, by absolute paths, in the order in which another place can follow. */
export interface FileChanges {
  /** Files and folders that are no more, the inner ones first. */
  readonly removed: readonly string[];
  /** New folders, the outer ones first. */
  readonly folders: readonly string[];
  /** What is in files that are new, or not what they were. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** The size of a terminal, in character cells. */
export interface TerminalCells {
  readonly columns: number;
  readonly rows: number;
}

/** What is in files, by absolute paths, `/` between their parts. */
export type FileContents = Readonly<Record<string, Uint8Array | string>>;
