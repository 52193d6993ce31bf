import { ContextSwitcher } from '../contexts.ts';
import { systemError } from '../errno.ts';
import type { DeepStack } from '../jspi.ts';
import type { GuestMemory } from '../memory.ts';
import { PendingSignals, SIGNAL_CALLBACK } from '../signals.ts';
import { SwitchLog } from '../switchLog.ts';
import type { ThreadGroup } from '../threadGroup.ts';
import { RECORDED_SWITCHES, type ThreadObserver } from '../threadObserver.ts';
import type { WordWaits } from '../wordWaits.ts';
import type { WorkerStacks } from '../workerStacks.ts';
import type { Scheduler } from './scheduler.ts';
import { StackThread } from './stackThread.ts';
import { ThreadStacks } from './threadStacks.ts';

/** What the threads of a process have in common that run in its worker. */
export interface StackThreadsOptions {
  readonly main: StackThread;
  readonly scheduler: Scheduler<StackThread>;
  readonly instance: WebAssembly.Instance;
  readonly memory: GuestMemory;
  readonly words: WordWaits;
  readonly stacks: WorkerStacks;
  /** See `ContextSwitcher.allocateIds`. */
  readonly contextIds: ArrayBufferLike;
  readonly onDeepStack: DeepStack;
  /** Where nobody is told of threads, their switches are not recorded. */
  readonly observer: ThreadObserver | undefined;
}

/** The threads of a guest besides its main one, as stacks of its instance. */
export class StackThreads implements ThreadGroup {
  /** None has its calls made elsewhere. */
  readonly areWaiting = false;
  readonly #options: StackThreadsOptions;
  /** Made for the first thread. */
  #threadStacks: ThreadStacks | undefined;
  #lastId: number;

  constructor(options: StackThreadsOptions) {
    this.#options = options;
    this.#lastId = options.main.id;
  }

  spawn(startArgument: number): number {
    const { scheduler, instance, stacks, onDeepStack } = this.#options;
    const { wasi_thread_start: start, __indirect_function_table: table } = instance.exports;
    if (typeof start !== 'function' || !(table instanceof WebAssembly.Table)) {
      throw systemError('ENOTSUP');
    }
    if (!scheduler.canSwitch) throw systemError('ENOTSUP');
    const threadStacks = this.#threadStacks ?? new ThreadStacks(start, stacks, onDeepStack);
    this.#threadStacks = threadStacks;
    const stack = threadStacks.take();
    if (stack === undefined) throw systemError('EAGAIN');
    const thread = this.#make(++this.#lastId);
    // The start of wasix-libc's argument: the thread's stack, then its thread-local variables.
    const threadLocalBase = thread.memory.getUint32(startArgument + 4);
    const run = (): Promise<void> => threadStacks.run(stack, thread.id, startArgument);
    scheduler.add(thread, () => {
      scheduler.linker?.enterThread(thread.id, threadLocalBase);
      // From a microtask, not on the stack of the thread that ran before.
      queueMicrotask(() => this.#run(thread, table, run));
    });
    return thread.id;
  }

  /** The program is over. */
  end(reason: Error): void {
    this.#threadStacks?.end(reason);
  }

  has(id: number): boolean {
    return id !== this.#options.main.id && this.#options.scheduler.find(id) !== undefined;
  }

  raise(id: number, signal: number): void {
    const thread = this.#options.scheduler.find(id);
    thread?.signals.raise(signal);
    thread?.interrupt();
  }

  #make(id: number): StackThread {
    const { main, scheduler, instance, memory, words, stacks, contextIds } = this.#options;
    const { observer } = this.#options;
    const switchLog = observer && SwitchLog.allocate(RECORDED_SWITCHES);
    const switches = switchLog && new SwitchLog(switchLog, observer?.clock);
    const thread = new StackThread({
      id,
      process: main.process,
      signals: new PendingSignals(PendingSignals.allocate()),
      contexts: new ContextSwitcher(undefined, {
        log: switches,
        ids: contextIds,
        stacks,
      }),
      switches,
      scheduler,
    });
    thread.signalCallback = SIGNAL_CALLBACK;
    thread.attach(instance.exports, memory, words);
    if (switchLog !== undefined) observer?.begun(id, switchLog);
    return thread;
  }

  async #run(
    thread: StackThread,
    table: WebAssembly.Table,
    run: () => Promise<void>,
  ): Promise<void> {
    const { main, scheduler, observer } = this.#options;
    try {
      await thread.contexts.run(table, run);
    } catch (error) {
      main.contexts.endFromOutside(error);
    }
    observer?.ended(thread.id);
    scheduler.remove(thread);
  }
}
