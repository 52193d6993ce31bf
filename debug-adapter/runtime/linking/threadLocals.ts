import { linkErrors } from './linkErrors.ts';
import type { SideModule } from './sideModule.ts';
import type { ThreadLocalOwner } from './symbols.ts';

/** A word of a module's offset table: the address of somebody's thread-local variable. */
interface Entry {
  readonly global: WebAssembly.Global;
  /** Whose variable it is: the program's where there is none. */
  readonly owner: ThreadLocalOwner | undefined;
  readonly offset: number;
}

/**
 * The thread-local variables of side modules. All threads run in the same instances, so whenever
 * another one begins to run, these have to be set to its own.
 */
export class ThreadLocals {
  readonly #modules: SideModule[] = [];
  readonly #entries: Entry[] = [];

  addModule(module: SideModule): void {
    if (module.hasThreadLocals) this.#modules.push(module);
  }

  addEntry(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** Whether a thread lacks variables of some module, which it gets when it runs. */
  isNew(thread: number): boolean {
    return this.#modules.some(module => !module.knowsThread(thread));
  }

  /**
   * A thread runs from now on.
   *
   * @param programBase where its thread-local variables of the program begin.
   * @throws LinkError when there is no memory for those of a module.
   */
  enter(thread: number, programBase: number): void {
    for (const module of this.#modules) {
      if (!module.enterThread(thread)) {
        throw linkErrors.noThreadLocals(module.path);
      }
    }
    for (const { global, owner, offset } of this.#entries) {
      global.value = (owner?.threadLocalBase ?? programBase) + offset;
    }
  }

  /** A thread has ended. */
  leave(thread: number): void {
    for (const module of this.#modules) module.leaveThread(thread);
  }
}
