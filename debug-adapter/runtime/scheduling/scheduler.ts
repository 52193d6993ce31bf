import { isTurnDue, turnEventLoop } from '../eventLoop.ts';
import type { Linker } from '../linking/linker.ts';
import { ringDueTimers } from '../timer.ts';
import type { GuestScheduling } from './guestScheduling.ts';

/** What a scheduler knows of a thread. */
export interface Scheduled {
  readonly id: number;
  /** Whether there are signals for it to deliver. */
  readonly hasSignals: boolean;
  /** Has the guest take them, by {@link Scheduler.runInName}. */
  deliverSignals(): Promise<unknown>;
  /** Ends the sleep that the thread is in, if any, by this error. */
  abandon(reason: Error): void;
}

/**
 * What an instance has once and each thread needs for itself: where its stack in linear memory ends,
 * and where its thread-local variables begin. The names are those of the globals that compilers make
 * (WebAssembly's tool conventions, BasicCABI.md and Linking.md).
 */
export interface Registers {
  readonly stackPointer: number;
  readonly tlsBase: number;
}

/** A thread that could go on, and in what: it begins, unless it is told otherwise. */
export interface Turn {
  readonly thread: { readonly id: number };
  /** The sleep that is over: which one of all threads', counted from 0. */
  readonly sleep?: number;
  /** How that ended; undefined for one that an error ends. */
  readonly result?: number | undefined;
  /** The signal for which code of the guest's runs in the thread's name; 0 for other code. */
  readonly signal?: number;
}

/** Who knows in which order threads go on, or is told. */
export interface Turns {
  /**
   * Decides which of those goes on that could.
   * @returns its place among them; -1 while it is none of them.
   */
  choose?(ready: readonly Turn[]): number;
  /** It goes on, before it does. */
  taken(turn: Turn): void;
  /** Code that ran in the name of a thread is over. */
  left(thread: { readonly id: number }): void;
  /** A thread has ended. */
  ended(thread: { readonly id: number }): void;
}

/** A thread that could go on, and how. */
interface Ready<Thread extends Turn['thread']> extends Turn {
  readonly thread: Thread;
  /** Of one that has slept; else `goOn` sets them. */
  readonly registers: Registers | undefined;
  readonly goOn: () => void;
  /** Ends its sleep by an error instead; of one that has slept. */
  readonly fail?: (error: unknown) => void;
  /** Whether it has taken its signals before it goes on, as far as the guest takes any. */
  readonly hasTakenSignals?: true;
}

/**
 * For how long threads may pass control among them while the event loop stands still, in milliseconds.
 * While all of them wait, it turns by itself.
 */
const LONGEST_STANDSTILL = 5;

/**
 * Decides which of the threads runs that share an instance, each on WebAssembly stacks of its own.
 * One runs at a time, until it has to wait in a system call: then its stack sleeps, and the thread
 * goes on that has been ready for longest. A thread that computes is never interrupted: it asks from
 * time to time whether others want to run, by `sched_yield`.
 *
 * A switch between contexts does not come here: the thread that they are of goes on running.
 */
export class Scheduler<Thread extends Scheduled> {
  readonly #threads = new Map<number, Thread>();
  readonly #ready: Ready<Thread>[] = [];
  /** Those with which the threads sleep that do. */
  readonly #registers = new Map<Thread, Registers>();
  #running: Thread | undefined;
  #lastToWait: Thread | undefined;
  #stackPointer: WebAssembly.Global | undefined;
  #tlsBase: WebAssembly.Global | undefined;
  #scheduling: GuestScheduling | undefined;
  /** Told who runs: what modules have for each thread is set by it. */
  linker: Linker | undefined;
  #isTurning = false;
  #hasEnded = false;
  #sleeps = 0;
  readonly #sharesThread: boolean;
  readonly #turns: Turns | undefined;

  /**
   * @param sharesThread whether somebody else waits for the event loop to turn, too.
   * @param turns who has a say in the order of threads, if anybody.
   */
  constructor(sharesThread = false, turns?: Turns) {
    this.#sharesThread = sharesThread;
    this.#turns = turns;
  }

  /** Whether anybody waits for what the event loop brings while a thread computes. */
  get #isWaitedFor(): boolean {
    return this.#threads.size > 1 || this.#sharesThread;
  }

  /** Binds the instance before any thread runs in it. */
  attach(exports: WebAssembly.Instance['exports'], scheduling: GuestScheduling | undefined): void {
    const { __stack_pointer: stackPointer, __tls_base: tlsBase } = exports;
    if (stackPointer instanceof WebAssembly.Global) this.#stackPointer = stackPointer;
    if (tlsBase instanceof WebAssembly.Global) this.#tlsBase = tlsBase;
    this.#scheduling = scheduling;
  }

  /** Whether the instance lets its host switch between threads. */
  get canSwitch(): boolean {
    return this.#stackPointer !== undefined && this.#tlsBase !== undefined;
  }

  /** The thread that makes the system call which is being made. */
  get running(): Thread {
    return this.#running as Thread;
  }

  /** Has the running thread go on with other registers, and without any other thread of its program. */
  restoreAlone(registers: Registers): void {
    this.#write(this.running, registers);
    // Who waits for the interpreter's lock would never take it, for which the running thread would wait.
    this.#scheduling?.standAlone(this.running.id);
  }

  get registers(): Registers {
    return this.#read();
  }

  /** The thread that has gone to sleep last. */
  get lastToWait(): Thread | undefined {
    return this.#lastToWait;
  }

  /** The thread with an id, from its beginning to its end. */
  find(id: number): Thread | undefined {
    return this.#threads.get(id);
  }

  /** The first thread runs from now on. */
  begin(thread: Thread): void {
    this.#threads.set(thread.id, thread);
    this.#running = thread;
  }

  /** Another thread begins when it is its turn, by `start`. */
  add(thread: Thread, start: () => void): void {
    this.#threads.set(thread.id, thread);
    this.#makeReady({ thread, registers: undefined, goOn: start });
  }

  /** A thread, which is the one that runs, has ended. */
  remove(thread: Thread): void {
    this.#threads.delete(thread.id);
    this.#registers.delete(thread);
    this.linker?.leaveThread(thread.id);
    this.#turns?.ended(thread);
    this.#release();
  }

  /**
   * The running thread goes to sleep.
   *
   * @param call what it waits for.
   * @returns what its stack is to sleep on: the same, when it is the thread's turn after that.
   */
  suspend(call: Promise<number>): Promise<number> {
    const thread = this.running;
    this.#lastToWait = thread;
    const registers = this.#read();
    const { promise, resolve, reject: fail } = Promise.withResolvers<number>();
    const sleep = this.#sleeps++;
    const wake = (goOn: () => void, result?: number): void =>
      this.#makeReady({ thread, registers, goOn, fail, sleep, result });
    call.then(
      result => wake(() => resolve(result), result),
      // What unwinds a stack when all is over runs no code of the guest's.
      error => (this.#hasEnded ? fail(error) : wake(() => fail(error))),
    );
    this.#registers.set(thread, registers);
    this.#release();
    return promise;
  }

  /**
   * Has code of the guest's run on a stack of its own in the name of a thread that sleeps in a
   * system call, when it is its turn.
   *
   * @param signal that the code takes, if it is there for that.
   */
  async runInName(thread: Thread, code: () => Promise<void>, signal = 0): Promise<void> {
    const registers = await new Promise<Registers>((resolve, reject) => {
      const goOn = (): void => {
        // Known only now: the call in which it sleeps may just have begun to.
        const known = this.#registers.get(thread) as Registers;
        try {
          this.#write(thread, known);
          resolve(known);
        } catch (error) {
          reject(error);
        }
      };
      this.#makeReady({ thread, registers: undefined, goOn, signal });
    });
    try {
      await code();
    } finally {
      this.#turns?.left(thread);
      this.#registers.set(thread, registers);
      this.#release();
    }
  }

  /**
   * The running thread, which could go on, asks whether it is to let others run, or the event
   * loop turn.
   *
   * @returns what it is to sleep on, if it is.
   */
  yieldIfDue(): Promise<void> | undefined {
    const now = performance.now();
    this.#scheduling?.measure(now);
    if (!this.#isWaitedFor) return undefined;
    // Some promises lie between a timer and the thread that has slept: they are kept in one turn.
    if (ringDueTimers(now)) return turnEventLoop();
    const isDue = this.#ready.length > 0 || isTurnDue(LONGEST_STANDSTILL, now);
    return isDue ? Promise.resolve() : undefined;
  }

  /** No thread runs any more; what sleeps is unwound by `reason`, a trap. */
  end(reason: Error): void {
    this.#hasEnded = true;
    this.#ready.length = 0;
    for (const thread of this.#threads.values()) thread.abandon(reason);
  }

  #read(): Registers {
    return {
      stackPointer: this.#stackPointer?.value ?? 0,
      tlsBase: this.#tlsBase?.value ?? 0,
    };
  }

  #makeReady(ready: Ready<Thread>): void {
    this.#ready.push(ready);
    this.#dispatch();
  }

  #release(): void {
    this.#running = undefined;
    this.#dispatch();
  }

  #dispatch(): void {
    if (this.#running !== undefined || this.#hasEnded || this.#isTurning) return;
    if (this.#ready.length === 0 && this.#turns?.choose === undefined) return;
    if (this.#isWaitedFor && isTurnDue(LONGEST_STANDSTILL)) {
      this.#turn();
      return;
    }
    const next = this.#takeNext();
    if (next === undefined) return;
    const { thread, registers, goOn, fail, hasTakenSignals } = next;
    if (registers === undefined) {
      this.#running = thread;
      this.#turns?.taken(next);
      goOn();
    } else if (thread.hasSignals && !hasTakenSignals) {
      // In between, another may have got its turn.
      void this.#takeSignals(next);
      this.#dispatch();
    } else {
      this.#running = thread;
      this.#turns?.taken(next);
      try {
        this.#write(thread, registers);
      } catch (error) {
        fail?.(error);
        return;
      }
      goOn();
    }
  }

  /** What has been raised while a thread waited for its turn is taken before it goes on. */
  async #takeSignals(ready: Ready<Thread>): Promise<void> {
    try {
      await ready.thread.deliverSignals();
      this.#makeReady({ ...ready, hasTakenSignals: true });
    } catch (error) {
      // The program has exited, or crashed, in what takes them.
      ready.fail?.(error);
    }
  }

  async #turn(): Promise<void> {
    this.#isTurning = true;
    await turnEventLoop();
    this.#isTurning = false;
    this.#dispatch();
  }

  #takeNext(): Ready<Thread> | undefined {
    if (this.#turns?.choose !== undefined) return this.#take(this.#turns.choose(this.#ready));
    const alone = this.#scheduling?.standingThread ?? 0;
    if (alone === 0) return this.#ready.shift();
    return this.#take(this.#ready.findIndex(({ thread }) => thread.id === alone));
  }

  #take(index: number): Ready<Thread> | undefined {
    return index < 0 ? undefined : this.#ready.splice(index, 1)[0];
  }

  /** @throws Error when there is no memory for what a module has for each thread. */
  #write(thread: Thread, { stackPointer, tlsBase }: Registers): void {
    if (this.#stackPointer !== undefined) this.#stackPointer.value = stackPointer;
    if (this.#tlsBase !== undefined) this.#tlsBase.value = tlsBase;
    this.linker?.enterThread(thread.id, tlsBase);
  }
}
