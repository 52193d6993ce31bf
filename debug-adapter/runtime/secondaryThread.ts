import { raiseAttention } from './attention.ts';
import type { ContextRecord } from './contextRecord.ts';
import { ContextSwitcher } from './contexts.ts';
import { GuestMemory } from './memory.ts';
import type { RunningThread } from './runningThread.ts';
import { PendingSignals } from './signals.ts';
import { Standstill } from './standstill.ts';
import { makeSyscallImports, type RawArgument } from './syscalls/imports.ts';
import { ThreadControl } from './threadControl.ts';
import type { ThreadMessage, ThreadStart } from './threads.ts';

/**
 * How long a call may wait before the main thread is asked for its attention, in
 * milliseconds, first and later: mostly that waits itself, and answers sooner.
 */
const SHORTEST_PATIENCE = 1;
const LONGEST_PATIENCE = 50;

/** What takes signals in a thread that has named nothing else: wasix-libc names it once for all. */
const SIGNAL_CALLBACK = '__wasm_signal';

/** What a thread besides the main one runs with, in its own worker. */
export interface SecondaryThreadOptions {
  readonly start: ThreadStart;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly attentionSymbol: number | undefined;
  readonly contextRecord: ContextRecord;
  readonly isTraced: boolean;
  readonly send: (message: ThreadMessage) => void;
}

/** A thread besides the main one: see `threads.ts`. */
export class SecondaryThread implements RunningThread {
  readonly id: number;
  readonly memory: GuestMemory;
  readonly contexts: ContextSwitcher;
  readonly signals: PendingSignals;
  signalCallback: string | undefined = SIGNAL_CALLBACK;
  readonly #options: SecondaryThreadOptions;
  readonly #control: ThreadControl;
  readonly #standstill: Standstill;
  readonly #exports: WebAssembly.Instance['exports'];

  constructor(options: SecondaryThreadOptions) {
    const { start, module, memory, send } = options;
    this.id = start.id;
    this.#options = options;
    this.#control = new ThreadControl(start.control);
    this.signals = new PendingSignals(start.signals);
    this.memory = new GuestMemory(memory);
    this.#standstill = new Standstill(this.id, memory, options.attentionSymbol);
    this.contexts = new ContextSwitcher(options.contextRecord, undefined, start.contextCounts);
    const imports = makeSyscallImports(module, {
      thread: this,
      forward: (family, name, args) => this.#forward(family, name, args),
      trace: options.isTraced ? line => send({ type: 'trace', line }) : undefined,
      onMissing: () => {},
    });
    const instance = new WebAssembly.Instance(module, { ...imports, env: { memory } });
    this.#exports = instance.exports;
  }

  /** Runs the thread to its end. Rejects with the trap or exception that left it. */
  async run(): Promise<void> {
    const { wasi_thread_start: start, __indirect_function_table: table } = this.#exports;
    if (typeof start !== 'function' || !(table instanceof WebAssembly.Table)) {
      throw new TypeError('the module exports no function wasi_thread_start');
    }
    await this.contexts.run(table, start, this.id, this.#options.start.startArgument);
  }

  exit(): never {
    return this.contexts.end();
  }

  async deliverSignals(): Promise<boolean> {
    const callback = this.#exports[this.signalCallback ?? ''];
    if (typeof callback !== 'function') return false;
    let delivered = false;
    for (let signal = this.signals.take(); signal !== undefined; signal = this.signals.take()) {
      await this.contexts.callback(callback, signal);
      delivered = true;
    }
    return delivered;
  }

  waitOnWord(index: number, expected: number, timeout: number): boolean | Promise<boolean> {
    const goOn = this.#standstill.pause();
    this.#control.waitedWord = index;
    // A signal that is raised from here on finds the word, and wakes the wait.
    const outcome = this.signals.any
      ? 'ok'
      : Atomics.wait(this.memory.words, index, expected, timeout);
    this.#control.waitedWord = undefined;
    goOn();
    this.#standstill.wait();
    if (this.signals.any) return this.deliverSignals().then(() => false);
    return outcome !== 'timed-out';
  }

  pause(duration: number): boolean | Promise<boolean> {
    return this.#control.pause(duration, () => this.signals.any)
      ? this.deliverSignals().then(() => true)
      : false;
  }

  attend(): void | Promise<void> {
    if (this.signals.any) return this.deliverSignals().then(() => {});
  }

  #forward(module: string, name: string, args: RawArgument[]): number {
    const { send, memory, attentionSymbol } = this.#options;
    this.#control.begin();
    send({ type: 'call', module, name, args });
    for (let patience = SHORTEST_PATIENCE; ; patience = Math.min(2 * patience, LONGEST_PATIENCE)) {
      const result = this.#control.waitForResult(patience);
      if (result !== undefined) {
        this.#standstill.wait();
        return result;
      }
      if (attentionSymbol !== undefined) raiseAttention(memory, attentionSymbol);
    }
  }
}
