import type { GuestEnd } from '../guestEnd.ts';
import type { ModuleSource } from '../linking/moduleFiles.ts';
import type { GuestMemory } from '../memory.ts';
import type { Turns } from '../scheduling/scheduler.ts';
import type { StackThread } from '../scheduling/stackThread.ts';
import type { CallWitness } from '../syscalls/imports.ts';

/**
 * What stands between a guest and its host where a run is recorded, or replayed: at its system
 * calls, at the order of its threads, and at the modules that it links.
 */
export interface Recording extends CallWitness, Turns {
  /** The memory for system calls. */
  view(memory: WebAssembly.Memory): GuestMemory;
  /** The files for the linker. */
  moduleFiles(files: ModuleSource): ModuleSource;
  /** Binds the guest before it runs. */
  attach(mainThread: StackThread, find: (id: number) => StackThread | undefined): void;
  /** The guest is over. @returns how, as far as it is known here. */
  finish(end: GuestEnd): GuestEnd;
}
