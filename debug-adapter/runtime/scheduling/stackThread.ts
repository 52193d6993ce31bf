import { type ContextSwitcher, MAIN_CONTEXT } from '../contexts.ts';
import { turnEventLoop } from '../eventLoop.ts';
import type { Linker } from '../linking/linker.ts';
import type { GuestMemory } from '../memory.ts';
import type { GuestProcess } from '../process.ts';
import type { RunningThread } from '../runningThread.ts';
import type { PendingSignals } from '../signals.ts';
import type { SwitchLog } from '../switchLog.ts';
import type { TakenSignals } from '../takenSignals.ts';
import { GuestThread } from '../thread.ts';
import { MAIN_THREAD } from '../threadGroup.ts';
import type { WordWaits } from '../wordWaits.ts';
import type { Scheduler } from './scheduler.ts';
import { threadExit } from './threadStack.ts';

/** What is a thread's own, and what it shares with others. */
export interface StackThreadOptions {
  readonly id: number;
  readonly process: GuestProcess;
  readonly signals: PendingSignals;
  readonly contexts: ContextSwitcher;
  /** Where its switches are recorded, if anywhere. */
  readonly switches: SwitchLog | undefined;
  readonly scheduler: Scheduler<StackThread>;
}

/** A thread that runs in the worker of its process, on stacks of the instance that runs `_start`. */
export class StackThread extends GuestThread implements RunningThread {
  readonly contexts: ContextSwitcher;
  readonly switches: SwitchLog | undefined;
  /** Of the process's main thread, where somebody is told. */
  takenSignals: TakenSignals | undefined;
  signalCallback: string | undefined;
  readonly #options: StackThreadOptions;
  #exports: WebAssembly.Instance['exports'] = {};
  #words: WordWaits | undefined;

  constructor(options: StackThreadOptions) {
    super(options.id, options.process, options.signals);
    this.#options = options;
    this.contexts = options.contexts;
    this.switches = options.switches;
  }

  /** Binds the instance in which the thread runs, before it makes any system call. */
  attach(exports: WebAssembly.Instance['exports'], memory: GuestMemory, words: WordWaits): void {
    this.#exports = exports;
    this.#words = words;
    this.attachMemory(memory);
  }

  get hasSignals(): boolean {
    return this.signals.any;
  }

  get #isMain(): boolean {
    return this.id === MAIN_THREAD;
  }

  get #main(): StackThread | undefined {
    return this.#options.scheduler.find(MAIN_THREAD);
  }

  /** The main thread's exit is that of the process. */
  exit(code: number): never {
    if (!this.#isMain) return this.#leave();
    this.process.exitCode = code;
    return this.exitProcess();
  }

  #leave(): never {
    if (this.contexts.active === MAIN_CONTEXT) throw threadExit();
    return this.contexts.end();
  }

  get linker(): Linker | undefined {
    return this.#options.scheduler.linker;
  }

  callBack(exported: CallableFunction): Promise<void> {
    return this.#options.scheduler.runInName(this, () => this.contexts.callback(exported));
  }

  override exitProcess(): never {
    this.process.onExit?.();
    if (!this.#isMain) this.#main?.contexts.endFromOutside();
    return this.contexts.end();
  }

  override async deliverSignals(): Promise<boolean> {
    const callback = this.#signalCallback;
    // A guest that names no callback it exports (wasix-libc while it blocks
    // signals) gets them once it does.
    if (callback === undefined) return false;
    return this.signals.deliver(signal => this.#take(signal, callback));
  }

  /** Has the guest take a signal that nobody has raised here: it was one in the run that is replayed. */
  async takeRecorded(signal: number): Promise<void> {
    if (this.#signalCallback !== undefined) await this.#take(signal, this.#signalCallback);
  }

  get #signalCallback(): CallableFunction | undefined {
    const callback = this.#exports[this.signalCallback ?? ''];
    return typeof callback === 'function' ? callback : undefined;
  }

  async #take(signal: number, callback: CallableFunction): Promise<void> {
    const { process, scheduler } = this.#options;
    const isFirst = this.#isMain && process.signalInHand === undefined;
    if (isFirst) process.signalInHand = signal;
    await scheduler.runInName(this, () => this.contexts.callback(callback, signal), signal);
    if (isFirst) process.signalInHand = undefined;
  }

  /** The main thread's are those of the process. */
  override async deliverProcessSignals(): Promise<void> {
    if (this.#isMain) await this.deliverSignals();
    else this.#main?.interrupt();
  }

  async pause(duration: number): Promise<boolean> {
    return (await this.sleep([], duration)) === 'interrupted';
  }

  attend(): void | Promise<void> {
    this.#main?.takenSignals?.look();
    if (this.process.threads?.areWaiting) return this.#letOthersGoOn();
    if (this.signals.any) return this.deliverSignals().then(() => {});
    return this.#options.scheduler.yieldIfDue();
  }

  /** What threads in other workers wait for arrives when the event loop turns. */
  async #letOthersGoOn(): Promise<void> {
    await turnEventLoop();
    await this.deliverSignals();
  }

  waitOnWord(index: number, expected: number, timeout: number): boolean | Promise<boolean> {
    return (this.#words as WordWaits).wait(this, index, expected, timeout);
  }

  wakeOnWord(index: number, count: number): number {
    return (this.#words as WordWaits).wake(index, count);
  }
}
