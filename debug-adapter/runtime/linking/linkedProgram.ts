import type { OnLinkAction } from './linkAction.ts';
import type { ModuleSource } from './moduleFiles.ts';

/** The program that modules are linked to. */
export interface LinkedProgram {
  readonly module: WebAssembly.Module;
  /** It exports its table. */
  readonly instance: WebAssembly.Instance;
  readonly memory: WebAssembly.Memory;
  /** Its module in WebAssembly's format, for what the engine does not tell of it. */
  readonly readBinary: () => Uint8Array;
  readonly files: ModuleSource;
  /**
   * Parts of the program that are in files of their own, by their paths: modules that want names which
   * nobody else has are taken to need them, as if they were in the program.
   */
  readonly libraries: readonly string[];
  /** Functions for the system calls that a module imports. */
  readonly systemCalls: (module: WebAssembly.Module) => WebAssembly.Imports;
  /** Told of what changes what is linked, before it does: for who wants to link a copy of the program alike. */
  readonly onAction?: OnLinkAction | undefined;
  /** Whether system calls are imported from a module of this name. */
  readonly isInterface: (name: string) => boolean;
}
