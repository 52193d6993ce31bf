import { type ContextCall, type ContextRecord, ContextState } from './contextRecord.ts';
import { systemError } from './errno.ts';
import { callSuspendable, type WasmValue } from './jspi.ts';
import { allocateShared } from './sharedMemory.ts';
import { StackBudget } from './stackBudget.ts';
import { SupportModule } from './supportModule.ts';
import { SwitchKind, type SwitchLog } from './switchLog.ts';
import { WorkerStacks } from './workerStacks.ts';

/** The main context's id, as wasix-libc's `wasix_context_main` has it. */
export const MAIN_CONTEXT = 0;

type Resolve = (errno: 0) => void;
type Reject = (reason: unknown) => void;

interface Context {
  readonly id: number;
  readonly slot: number;
  readonly entrypoint: number;
  state: ContextState;
  /** Wake the context from {@link ContextSwitcher.switch}; both set exactly while it sleeps there. */
  resolve: Resolve | undefined;
  reject: Reject | undefined;
}

/** What an environment may share with others. */
export interface EnvironmentOptions {
  /** Where the switches are written down, if anywhere. */
  readonly log?: SwitchLog | undefined;
  /** What {@link ContextSwitcher.allocateIds} returned, where a process has several threads. */
  readonly ids?: ArrayBufferLike;
  /** The stacks of the worker that it runs in; as many as the record has room for by default. */
  readonly stacks?: WorkerStacks;
}

/**
 * A context-switching environment: the contexts of one guest thread, each a
 * WebAssembly stack under JSPI. Exactly one is active; the others sleep in the
 * import `context_switch`, whose promise is resolved when control comes back.
 *
 * The rules are those of `wasix/context.h`; what it leaves to the
 * implementation is done as its "Wasmer implementation note" says.
 */
export class ContextSwitcher {
  readonly #record: ContextRecord | undefined;
  readonly #log: SwitchLog | undefined;
  readonly #contexts = new Map<number, Context>();
  readonly #main: Context;
  readonly #freeSlots: number[] = [];
  readonly #end = Promise.withResolvers<void>();
  #support: SupportModule | undefined;
  #entrypoints: EntrypointTable | undefined;
  #destroyed: WebAssembly.RuntimeError | undefined;
  #active: Context;
  readonly #stacks: WorkerStacks;
  readonly #lastId: Int32Array;
  #slotsInUse = 1;
  #hasEnded = false;
  #isDestroyed = false;
  /** How many contexts besides the main one have a stack. */
  #started = 0;
  #callbackDepth = 0;

  /**
   * @param record where what happens to the contexts is told, if anywhere: each holds a slot of it,
   *   which bounds their number.
   */
  constructor(record: ContextRecord | undefined, options: EnvironmentOptions = {}) {
    this.#record = record;
    this.#log = options.log;
    this.#lastId = new Int32Array(options.ids ?? ContextSwitcher.allocateIds());
    this.#stacks = options.stacks ?? new WorkerStacks(new StackBudget());
    this.#main = {
      id: MAIN_CONTEXT,
      slot: 0,
      entrypoint: 0,
      state: ContextState.active,
      resolve: undefined,
      reject: undefined,
    };
    this.#active = this.#main;
    this.#contexts.set(MAIN_CONTEXT, this.#main);
    record?.writeCreated(0, MAIN_CONTEXT, MAIN_CONTEXT);
    record?.writeSwitched(0, 0, ContextState.active);
  }

  /** Memory in which the threads of a process count their contexts, so that no two have the same id. */
  static allocateIds(): ArrayBufferLike {
    return allocateShared(Int32Array.BYTES_PER_ELEMENT);
  }

  /** Whether there is a context with this id. */
  exists(id: number): boolean {
    return this.#contexts.has(id);
  }

  /** The id of the active context. */
  get active(): number {
    return this.#active.id;
  }

  /**
   * Runs the main context, and destroys all contexts when it is over.
   *
   * @param table the guest's function table, in which entrypoints are looked up.
   * @param begin has it run on a stack of its own, until what it returns is settled.
   * @returns a promise that resolves when that did or {@link end} was
   *   called, and rejects with the trap or exception that left the main context.
   */
  async run(table: WebAssembly.Table, begin: () => Promise<unknown>): Promise<void> {
    this.#support = SupportModule.of(table);
    this.#entrypoints = new EntrypointTable(table);
    const main = begin();
    try {
      // Where it is over at once, too, its end counts, and not how its stack was unwound.
      await Promise.race([this.#end.promise, main]);
    } finally {
      main.catch(ignoreRejection);
      this.#destroyAll();
    }
  }

  /**
   * Ends the environment from inside the active context (`proc_exit`):
   * {@link run} resolves, and a trap unwinds the calling stack.
   */
  end(): never {
    this.#hasEnded = true;
    this.#end.resolve();
    throw this.trap('the program has exited');
  }

  /**
   * Ends the environment while its active context waits in an import or computes,
   * in which case {@link requireRunning} ends it at its next system call.
   *
   * @param error what {@link run} rejects with, if anything.
   */
  endFromOutside(error?: unknown): void {
    this.#hasEnded = true;
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
  }

  /** Unwinds the calling stack if the environment has ended. */
  requireRunning(): void {
    if (this.#hasEnded) throw this.trap('the program has exited');
  }

  /**
   * `wasix_context_create`: a new context, suspended before its entrypoint.
   *
   * @param entrypoint index in the guest's function table.
   * @throws EINVAL when it names no function of type `() -> ()`; EAGAIN when as
   *   many contexts exist as there is room for; ENOTSUP outside of an
   *   environment.
   */
  create(entrypoint: number): number {
    const support = this.#requireEnvironment('create', entrypoint);
    if (!support.isEntrypoint(entrypoint)) throw this.#refuse('create', entrypoint, 'EINVAL');
    const slot = this.#takeSlot();
    if (slot === undefined) throw this.#refuse('create', entrypoint, 'EAGAIN');
    const id = Atomics.add(this.#lastId, 0, 1) + 1;
    this.#contexts.set(id, {
      id,
      slot,
      entrypoint,
      state: ContextState.created,
      resolve: undefined,
      reject: undefined,
    });
    this.#record?.writeCreated(slot, id, this.#active.id);
    return id;
  }

  /**
   * `wasix_context_switch`: suspends the active context and resumes another.
   * Switching to the active context does nothing.
   *
   * @returns 0 for the active context, or a promise for the calling stack to sleep on.
   * @throws EINVAL when the target is not suspended; ENOTSUP outside of an
   *   environment.
   */
  switch(id: number): 0 | Promise<0> {
    this.#requireEnvironment('switch', id);
    const origin = this.#active;
    const target = this.#contexts.get(id);
    if (target === origin) return 0;
    if (target === undefined || target.state === ContextState.terminated) {
      throw this.#refuse('switch', id, 'EINVAL');
    }
    const sleep = new Promise<0>(this.#suspendActive);
    this.#activate(target, ContextState.suspended);
    const { resolve } = target;
    if (resolve === undefined) {
      this.#log?.markLast(SwitchKind.start);
      // From a microtask, so that a chain of contexts that start one another
      // does not nest on the JavaScript stack.
      queueMicrotask(() => this.#start(target));
    } else {
      target.resolve = undefined;
      target.reject = undefined;
      resolve(0);
    }
    return sleep;
  }

  /** One function for all switches: a closure for each would cost a tenth of the switch. */
  readonly #suspendActive = (resolve: Resolve, reject: Reject): void => {
    this.#active.resolve = resolve;
    this.#active.reject = reject;
  };

  /**
   * `wasix_context_destroy`: releases a suspended or terminated context. The
   * stack of a suspended one is unwound by a trap, so that the engine gets it
   * back now rather than at some garbage collection. Does nothing for a context
   * that is deleted or never existed.
   *
   * @throws EINVAL for the active and the main context; ENOTSUP outside of an
   *   environment.
   */
  destroy(id: number): void {
    this.#requireEnvironment('destroy', id);
    const context = this.#contexts.get(id);
    if (context === this.#active || context === this.#main) {
      throw this.#refuse('destroy', id, 'EINVAL');
    }
    if (context === undefined) return;
    this.#freeSlots.push(context.slot);
    this.#record?.writeDestroyed(context.slot);
    this.#log?.writeDestroyed(context.id);
    this.#delete(context);
  }

  /**
   * Calls a function of the guest, such as a signal handler, while the active
   * context waits in an import. It runs on a stack of its own, so it may make
   * system calls that wait, but it is no context: the context functions fail
   * with ENOTSUP meanwhile.
   */
  async callback(exported: CallableFunction, ...args: WasmValue[]): Promise<void> {
    this.#callbackDepth++;
    try {
      await callSuspendable(exported, ...args);
    } finally {
      this.#callbackDepth--;
    }
  }

  #requireEnvironment(call: ContextCall, argument: number): SupportModule {
    if (this.#support === undefined || this.#callbackDepth > 0) {
      throw this.#refuse(call, argument, 'ENOTSUP');
    }
    return this.#support;
  }

  #refuse(call: ContextCall, argument: number, name: 'EINVAL' | 'EAGAIN' | 'ENOTSUP'): Error {
    this.#record?.writeRefused(call, argument, name);
    return systemError(name);
  }

  /** What unwinds a stack, and cannot be caught there. */
  trap(message: string): WebAssembly.RuntimeError {
    return (this.#support as SupportModule).makeTrap(message);
  }

  #takeSlot(): number | undefined {
    if (!this.#stacks.take()) return undefined;
    const slot = this.#findSlot();
    if (slot === undefined) this.#stacks.give();
    return slot;
  }

  #findSlot(): number | undefined {
    const freed = this.#freeSlots.pop();
    if (freed !== undefined) return freed;
    const capacity = this.#record?.capacity ?? Number.POSITIVE_INFINITY;
    return this.#slotsInUse < capacity ? this.#slotsInUse++ : undefined;
  }

  #activate(target: Context, originState: ContextState): void {
    const origin = this.#active;
    this.#log?.write(origin.id, target.id);
    origin.state = originState;
    target.state = ContextState.active;
    this.#active = target;
    this.#record?.writeSwitched(origin.slot, target.slot, originState);
  }

  #start(context: Context): void {
    const entry = (this.#entrypoints as EntrypointTable).get(context.entrypoint);
    this.#stacks.begin();
    this.#started++;
    entry().then(
      () =>
        this.#terminate(
          context,
          this.trap(`context ${context.id} returned from its entrypoint, which must not return`),
        ),
      reason => this.#terminate(context, reason),
    );
  }

  /** The implementation note: a context's end resumes the main context with the same failure. */
  #terminate(context: Context, reason: unknown): void {
    this.#started--;
    this.#stacks.end(this.#isDestroyed);
    if (this.#hasEnded || context.state === ContextState.deleted) return;
    this.#activate(this.#main, ContextState.terminated);
    this.#log?.markLast(SwitchKind.end);
    const reject = this.#main.reject as Reject;
    this.#main.resolve = undefined;
    this.#main.reject = undefined;
    reject(reason);
  }

  #delete(context: Context): void {
    context.state = ContextState.deleted;
    this.#stacks.give();
    this.#contexts.delete(context.id);
    context.reject?.(this.#unwinding());
    context.resolve = undefined;
    context.reject = undefined;
  }

  /** The program is over. The record goes on telling what was left, which the guest never destroyed. */
  #destroyAll(): void {
    this.#hasEnded = this.#isDestroyed = true;
    this.#stacks.beginToEnd(this.#started);
    this.#log?.settle();
    for (const context of this.#contexts.values()) {
      if (context !== this.#main) this.#delete(context);
    }
    // Another context has ended the environment: main sleeps, and its worker may be used again.
    this.#main.reject?.(this.#unwinding());
  }

  #unwinding(): WebAssembly.RuntimeError {
    this.#destroyed ??= this.trap('the context was destroyed');
    return this.#destroyed;
  }
}

/** Entrypoints ready to be called on a stack of their own; most contexts share a few. */
class EntrypointTable {
  readonly #table: WebAssembly.Table;
  readonly #entries = new Map<number, () => Promise<unknown>>();

  constructor(table: WebAssembly.Table) {
    this.#table = table;
  }

  get(index: number): () => Promise<unknown> {
    let entry = this.#entries.get(index);
    if (entry === undefined) {
      entry = WebAssembly.promising(this.#table.get(index) as CallableFunction);
      this.#entries.set(index, entry);
    }
    return entry;
  }
}

/** For a promise whose rejection somebody else reports, or nobody needs. */
function ignoreRejection(): void {}
