import { attentionSymbol } from './attention.ts';
import type { ContextSwitcher } from './contexts.ts';
import { turnEventLoop } from './eventLoop.ts';
import type { GuestProcess } from './process.ts';
import type { RunningThread } from './runningThread.ts';
import { Standstill } from './standstill.ts';
import { GuestThread } from './thread.ts';
import { MAIN_THREAD } from './threadGroup.ts';

/** The thread that runs `_start`. The process's state lives in its worker: see `threads.ts`. */
export class MainThread extends GuestThread implements RunningThread {
  readonly contexts: ContextSwitcher;
  signalCallback: string | undefined;
  #standstill: Standstill | undefined;
  #exports: WebAssembly.Instance['exports'] = {};

  constructor(process: GuestProcess, contexts: ContextSwitcher) {
    super(MAIN_THREAD, process, process.signals);
    this.contexts = contexts;
  }

  /** Binds the instance in which the thread runs, before it makes any system call. */
  attach(instance: WebAssembly.Instance, memory: WebAssembly.Memory): void {
    this.#exports = instance.exports;
    this.#standstill = new Standstill(this.id, memory, attentionSymbol(instance.exports));
    this.attachMemory(memory);
  }

  /** The main thread's exit is that of the process. */
  exit(code: number): never {
    this.process.exitCode = code;
    return this.exitProcess();
  }

  override exitProcess(): never {
    return this.contexts.end();
  }

  override async deliverSignals(): Promise<boolean> {
    const callback = this.#exports[this.signalCallback ?? ''];
    // A guest that names no callback it exports (wasix-libc while it blocks
    // signals) gets them once it does.
    if (typeof callback !== 'function') return false;
    let delivered = false;
    for (let signal = this.signals.take(); signal !== undefined; ) {
      const isFirst = this.process.signalInHand === undefined;
      this.process.signalInHand ??= signal;
      await this.contexts.callback(callback, signal);
      if (isFirst) this.process.signalInHand = undefined;
      delivered = true;
      signal = this.signals.take();
    }
    return delivered;
  }

  override async deliverProcessSignals(): Promise<void> {
    await this.deliverSignals();
  }

  async pause(duration: number): Promise<boolean> {
    return (await this.sleep([], duration)) === 'interrupted';
  }

  attend(): void | Promise<void> {
    if (this.process.threads?.areWaiting) return this.#letOthersGoOn();
    if (this.signals.any) return this.deliverProcessSignals();
  }

  /** What other threads wait for arrives when the event loop turns. */
  async #letOthersGoOn(): Promise<void> {
    await turnEventLoop();
    await this.deliverSignals();
  }

  async waitOnWord(index: number, expected: number, timeout: number): Promise<boolean> {
    const goOn = this.#standstill?.pause();
    try {
      return await this.#waitForWord(index, expected, timeout);
    } finally {
      goOn?.();
      await this.#standstill?.waitAsync();
    }
  }

  async #waitForWord(index: number, expected: number, timeout: number): Promise<boolean> {
    const { words } = this.memory;
    const deadline = performance.now() + timeout;
    for (;;) {
      // The engine's timer may fire a little early.
      const remaining = deadline - performance.now();
      if (remaining <= 0) return false;
      const wait = Atomics.waitAsync(words, index, expected, remaining);
      if (!wait.async) return wait.value === 'not-equal';
      const outcome = await this.untilInterrupted(wait.value);
      if (outcome === 'interrupted') {
        // The wait cannot be taken back, and would swallow the next wake-up of another.
        Atomics.notify(words, index);
        return false;
      }
      if (outcome === 'ok') return true;
    }
  }
}
