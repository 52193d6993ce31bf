/**
 * The threads of a guest besides its main one, for programs whose threads have to run at the same
 * time; for others, see `../scheduling/`.
 *
 * Each runs in a worker of its own, over the same memory and module, with a
 * context-switching environment of its own. JavaScript objects cannot be shared
 * between workers, and descriptors, the namespace and the rest of a process's
 * state are such objects. They stay in the worker that runs the main thread:
 * another thread makes the few calls that concern only itself (contexts,
 * futexes, clocks, random bytes) where it runs, and has all others made over
 * there, by a {@link RemoteThread}. Since the memory is shared, the call's
 * numbers are all that has to cross, and every family of calls works alike.
 *
 * Why there, and not in a worker that runs no guest code: a program without
 * threads, and the main thread of each, makes its calls directly, with nothing in between;
 * start-up alone makes thousands. The price is that the main thread may be busy
 * when another wants something. Calls are therefore served whenever its event
 * loop turns (it does while the main thread waits for anything) and at each
 * system call that it makes. A main thread that computes without ever making a
 * call keeps the calls of the others waiting.
 *
 * The calling worker waits without turning its event loop: one of its contexts
 * is active, and that one waits; the others can only be resumed by it.
 */
import { systemError } from '../errno.ts';
import { GuestMemory } from '../memory.ts';
import type { StackThread } from '../scheduling/stackThread.ts';
import { PendingSignals } from '../signals.ts';
import { SwitchLog } from '../switchLog.ts';
import { type Invocation, makeInvocation, type RawArgument } from '../syscalls/imports.ts';
import { SYSCALLS } from '../syscalls/table.ts';
import { GuestThread } from '../thread.ts';
import type { ThreadGroup } from '../threadGroup.ts';
import { RECORDED_SWITCHES, type ThreadObserver } from '../threadObserver.ts';
import { ThreadControl } from './threadControl.ts';

/** How many threads a guest may have besides the main one: each is a thread of the machine. */
const MOST_THREADS = 256;

/** From a thread's worker to the main thread's. */
export type ThreadMessage =
  | {
      readonly type: 'call';
      readonly module: string;
      readonly name: string;
      readonly args: RawArgument[];
    }
  | { readonly type: 'trace'; readonly line: string }
  | { readonly type: 'ended' }
  /** A trap or an exception left the thread, which ends the process. */
  | { readonly type: 'crashed'; readonly error: unknown };

/** What a thread's worker is started with. */
export interface ThreadStart {
  readonly id: number;
  /** For the guest's `wasi_thread_start`. */
  readonly startArgument: number;
  readonly control: ArrayBufferLike;
  readonly signals: ArrayBufferLike;
  /** See `ContextSwitcher.allocateIds`. */
  readonly contextIds: ArrayBufferLike;
  /** Where its switches are recorded, if anywhere: see `SwitchLog`. */
  readonly switchLog: ArrayBufferLike | undefined;
}

/** A thread's worker, as the main thread's sees it. */
export interface ThreadWorker {
  /** The next message that has arrived. Never waits, even while the event loop stands still. */
  tryReceive(): ThreadMessage | undefined;
  terminate(): Promise<void>;
}

/** Starts a worker; `onArrival` is called when the event loop finds messages of it. */
export type ThreadLauncher = (start: ThreadStart, onArrival: () => void) => ThreadWorker;

/** What the threads of a guest have in common. */
export interface ThreadsOptions {
  readonly main: StackThread;
  readonly memory: WebAssembly.Memory;
  /** See `ContextSwitcher.allocateIds`. */
  readonly contextIds: ArrayBufferLike;
  readonly launch: ThreadLauncher;
  readonly trace?: ((line: string) => void) | undefined;
  /** Where nobody is told of threads, their switches are not recorded. */
  readonly observer?: ThreadObserver | undefined;
}

/** Thrown through a call that never returns, since the process has ended. */
const PROCESS_ENDED = Symbol('the process has ended');

/** A thread whose calls are made here and whose code runs in another worker. */
class RemoteThread extends GuestThread {
  readonly control: ThreadControl;
  /** Whether a call of it has to wait. */
  isWaiting = false;
  readonly #main: StackThread;
  readonly #onSignal: () => void;
  readonly #invocations = new Map<string, Invocation>();

  constructor(
    id: number,
    main: StackThread,
    options: { signals: PendingSignals; control: ThreadControl; onSignal: () => void },
  ) {
    super(id, main.process, options.signals);
    this.control = options.control;
    this.#main = main;
    this.#onSignal = options.onSignal;
  }

  /** Makes a system call, and tells the thread its result when that is known. */
  make(module: string, name: string, args: RawArgument[]): void | Promise<void> {
    const result = this.#invocation(module, name)(...args);
    if (typeof result === 'number') return this.control.answer(result);
    this.isWaiting = true;
    return result.then(errno => {
      this.isWaiting = false;
      this.control.answer(errno);
    });
  }

  override exitProcess(): never {
    this.#main.contexts.endFromOutside();
    throw PROCESS_ENDED;
  }

  /** The thread does it itself, when the call that was interrupted has returned. */
  override async deliverSignals(): Promise<boolean> {
    return this.signals.any;
  }

  override async deliverProcessSignals(): Promise<void> {
    this.#onSignal();
  }

  #invocation(module: string, name: string): Invocation {
    const key = `${module}.${name}`;
    let invocation = this.#invocations.get(key);
    if (invocation === undefined) {
      const call = SYSCALLS[module]?.[name];
      if (call === undefined) throw new Error(`no thread can make the system call ${key}`);
      invocation = makeInvocation(call, { running: this });
      this.#invocations.set(key, invocation);
    }
    return invocation;
  }
}

interface LiveThread {
  readonly thread: RemoteThread;
  readonly worker: ThreadWorker;
}

/** The threads of a guest besides its main one, with the workers that run them. */
export class WorkerThreads implements ThreadGroup {
  readonly #options: ThreadsOptions;
  readonly #live = new Map<number, LiveThread>();
  #lastId: number;

  constructor(options: ThreadsOptions) {
    this.#options = options;
    this.#lastId = options.main.id;
  }

  spawn(startArgument: number): number {
    if (this.#live.size >= MOST_THREADS) throw systemError('EAGAIN');
    const { main, memory, launch, contextIds, observer } = this.#options;
    const id = ++this.#lastId;
    const control = ThreadControl.allocate();
    const signals = PendingSignals.allocate();
    const thread = new RemoteThread(id, main, {
      control: new ThreadControl(control),
      signals: new PendingSignals(signals),
      onSignal: () => main.interrupt(),
    });
    thread.attachMemory(new GuestMemory(memory));
    const switchLog = observer && SwitchLog.allocate(RECORDED_SWITCHES);
    const start = { id, startArgument, control, signals, contextIds, switchLog };
    const worker = launch(start, () => this.serve());
    this.#live.set(id, { thread, worker });
    if (switchLog !== undefined) observer?.begun(id, switchLog);
    return id;
  }

  has(id: number): boolean {
    return this.#live.has(id);
  }

  raise(id: number, signal: number): void {
    const thread = this.#live.get(id)?.thread;
    if (thread === undefined) return;
    thread.signals.raise(signal);
    thread.interrupt();
    thread.control.interrupt(thread.memory.words);
  }

  get areWaiting(): boolean {
    for (const { thread } of this.#live.values()) if (thread.isWaiting) return true;
    return false;
  }

  /** Makes the calls that threads wait for. */
  serve(): void {
    for (const live of [...this.#live.values()]) this.#serveThread(live);
  }

  /** To be called at each system call of the main thread. */
  serveWaiting(): void {
    if (this.#live.size === 0) return;
    this.serve();
    this.#options.main.contexts.requireRunning();
  }

  /** Ends all threads, wherever they are. */
  async terminate(): Promise<void> {
    const workers = [...this.#live.values()].map(({ worker }) => worker);
    this.#live.clear();
    await Promise.all(workers.map(worker => worker.terminate()));
  }

  #serveThread({ thread, worker }: LiveThread): void {
    for (let message = worker.tryReceive(); message !== undefined; message = worker.tryReceive()) {
      switch (message.type) {
        case 'call':
          this.#make(thread, message.module, message.name, message.args);
          break;
        case 'trace':
          this.#options.trace?.(message.line);
          break;
        case 'ended':
          this.#live.delete(thread.id);
          this.#options.observer?.ended(thread.id);
          break;
        case 'crashed':
          this.#live.delete(thread.id);
          this.#options.main.contexts.endFromOutside(message.error);
      }
    }
  }

  #make(thread: RemoteThread, module: string, name: string, args: RawArgument[]): void {
    const fail = (error: unknown): void => {
      if (error !== PROCESS_ENDED) this.#options.main.contexts.endFromOutside(error);
    };
    try {
      thread.make(module, name, args)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }
}
