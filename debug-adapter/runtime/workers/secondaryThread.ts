import { ContextRecord } from '../contextRecord.ts';
import { ContextSwitcher } from '../contexts.ts';
import { callSuspendable, type DeepStack } from '../jspi.ts';
import { GuestMemory } from '../memory.ts';
import type { RunningThread } from '../runningThread.ts';
import { PendingSignals, SIGNAL_CALLBACK } from '../signals.ts';
import type { StackBudget } from '../stackBudget.ts';
import { SwitchLog } from '../switchLog.ts';
import { makeSyscallImports, type RawArgument } from '../syscalls/imports.ts';
import { WorkerStacks } from '../workerStacks.ts';
import { ThreadControl } from './threadControl.ts';
import type { ThreadMessage, ThreadStart } from './workerThreads.ts';

/** What the threads of a worker, one after the other, have in common. */
export interface SecondaryThreadOptions {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** How many contexts a thread may have at a time. */
  readonly contextCapacity: number;
  /** The worker's own. */
  readonly stacks: StackBudget;
  readonly isTraced: boolean;
  /** See `GuestOptions`. */
  readonly onDeepStack?: DeepStack | undefined;
  readonly send: (message: ThreadMessage) => void;
}

/** What is a thread's own. */
interface Running {
  readonly id: number;
  readonly control: ThreadControl;
  readonly signals: PendingSignals;
  readonly contexts: ContextSwitcher;
  readonly switches: SwitchLog | undefined;
}

/**
 * A thread besides the main one: see `workerThreads.ts`. When it has ended, another may
 * begin in it: an instance of the program takes longer to make than many a thread
 * lives, and has nothing of its own but what `wasi_thread_start` sets.
 */
export class SecondaryThread implements RunningThread {
  readonly memory: GuestMemory;
  signalCallback: string | undefined;
  readonly #options: SecondaryThreadOptions;
  readonly #exports: WebAssembly.Instance['exports'];
  readonly #stacks: WorkerStacks;
  #running: Running | undefined;

  constructor(options: SecondaryThreadOptions) {
    const { module, memory, send } = options;
    this.#options = options;
    this.memory = new GuestMemory(memory);
    this.#stacks = new WorkerStacks(options.stacks);
    const imports = makeSyscallImports(module, {
      caller: { running: this },
      forward: (family, name, args) => this.#forward(family, name, args),
      onCall: () => this.#current.switches?.settle(),
      trace: options.isTraced ? line => send({ type: 'trace', line }) : undefined,
      onMissing: () => {},
    });
    const instance = new WebAssembly.Instance(module, { ...imports, env: { memory } });
    this.#exports = instance.exports;
  }

  /** Runs a thread to its end. Rejects with the trap or exception that left it. */
  async run(thread: ThreadStart): Promise<void> {
    const { wasi_thread_start: start, __indirect_function_table: table } = this.#exports;
    if (typeof start !== 'function' || !(table instanceof WebAssembly.Table)) {
      throw new TypeError('the module exports no function wasi_thread_start');
    }
    const { contextCapacity, onDeepStack = call => call() } = this.#options;
    const record = new ContextRecord(ContextRecord.allocate(contextCapacity));
    const switches = thread.switchLog && new SwitchLog(thread.switchLog);
    this.signalCallback = SIGNAL_CALLBACK;
    this.#running = {
      id: thread.id,
      control: new ThreadControl(thread.control),
      signals: new PendingSignals(thread.signals),
      switches,
      contexts: new ContextSwitcher(record, {
        log: switches,
        ids: thread.contextIds,
        stacks: this.#stacks,
      }),
    };
    const { id, startArgument } = thread;
    await this.contexts.run(table, () =>
      onDeepStack(() => callSuspendable(start, id, startArgument)),
    );
  }

  get id(): number {
    return this.#current.id;
  }

  get contexts(): ContextSwitcher {
    return this.#current.contexts;
  }

  get signals(): PendingSignals {
    return this.#current.signals;
  }

  /** Each of its kind has an instance of its own, and no module would be in all of them. */
  readonly linker = undefined;

  callBack(exported: CallableFunction): Promise<void> {
    return this.contexts.callback(exported);
  }

  get #current(): Running {
    return this.#running as Running;
  }

  exit(): never {
    return this.contexts.end();
  }

  async deliverSignals(): Promise<boolean> {
    const callback = this.#exports[this.signalCallback ?? ''];
    if (typeof callback !== 'function') return false;
    return this.signals.deliver(signal => this.contexts.callback(callback, signal));
  }

  waitOnWord(index: number, expected: number, timeout: number): boolean | Promise<boolean> {
    this.#current.control.waitedWord = index;
    // A signal that is raised from here on finds the word, and wakes the wait.
    const outcome = this.signals.any
      ? 'ok'
      : Atomics.wait(this.memory.words, index, expected, timeout);
    this.#current.control.waitedWord = undefined;
    if (this.signals.any) return this.deliverSignals().then(() => false);
    return outcome !== 'timed-out';
  }

  wakeOnWord(index: number, count: number): number {
    return Atomics.notify(this.memory.words, index, count);
  }

  pause(duration: number): boolean | Promise<boolean> {
    return this.#current.control.pause(duration, () => this.signals.any)
      ? this.deliverSignals().then(() => true)
      : false;
  }

  attend(): void | Promise<void> {
    if (this.signals.any) return this.deliverSignals().then(() => {});
  }

  #forward(module: string, name: string, args: RawArgument[]): number {
    this.#current.control.begin();
    this.#options.send({ type: 'call', module, name, args });
    return this.#current.control.waitForResult();
  }
}
