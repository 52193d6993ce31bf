import { describeCrash, type GuestEnd } from '../guestEnd.ts';
import { LinkError } from '../linking/linkErrors.ts';
import type { ModuleSource } from '../linking/moduleFiles.ts';
import type { GuestMemory } from '../memory.ts';
import type { Turn } from '../scheduling/scheduler.ts';
import type { StackThread } from '../scheduling/stackThread.ts';
import type { Invocation, RawArgument } from '../syscalls/imports.ts';
import type { Syscall } from '../syscalls/syscall.ts';
import { MAIN_THREAD } from '../threadGroup.ts';
import { End, Entry, type EntryKind, hashArguments, shortName } from './format.ts';
import type { LogReader } from './logReader.ts';
import type { Digests } from './platform.ts';
import { type Given, RecordedEffects, type ShowOutput } from './recordedEffects.ts';
import { isTurnOf, type RecordedEvent, readEvent, tellOfEntry } from './recordedEvents.ts';
import type { Recording } from './recording.ts';
import { type NamedCall, type ReplayError, replayErrors } from './replayErrors.ts';

/** What a replay needs besides the log. */
export interface ReplayOptions {
  readonly digests: Digests;
  readonly output: ShowOutput;
  readonly given?: Given | undefined;
  readonly observer?: ReplayObserver | undefined;
}

/** Who follows a replay. */
export interface ReplayObserver {
  /** The continuation that runs may be about to pass control to another. */
  onLeave(): void;
  /** The program is over, and its memory still as it was. */
  onEnd(): void;
}

/** What is known of a replay that has come to its end. */
export interface ReplaySummary {
  readonly calls: number;
  /** How often memory was compared, and was the same. */
  readonly checks: number;
}

/**
 * Replays a run: answers its calls by what was recorded, and has its threads go on in the order that they
 * had. Calls that act on the instance are made. Nothing of the host is used.
 */
export class Replayer implements Recording {
  readonly #log: LogReader;
  readonly #digests: Digests;
  readonly #observer: ReplayObserver | undefined;
  readonly #effects: RecordedEffects;
  /** Calls that sleep and are answered, by the number of the sleep. */
  readonly #asleep = new Map<number, PromiseWithResolvers<number>>();
  #main: StackThread | undefined;
  #find: (id: number) => StackThread | undefined = () => undefined;
  #running = MAIN_THREAD;
  #sleeps = 0;
  #calls = 0;
  #checks = 0;
  #lastEqual = 0;
  #event: RecordedEvent | undefined;
  /** Whether the thread has been asked to take the signal that is next. */
  #isAsked = false;
  #error: ReplayError | undefined;
  #exitCode: number | undefined;
  #isOver = false;

  constructor(log: LogReader, options: ReplayOptions) {
    this.#log = log;
    this.#effects = new RecordedEffects(log, { ...options, onFailure: error => this.#stop(error) });
    this.#digests = options.digests;
    this.#observer = options.observer;
  }

  get summary(): ReplaySummary {
    return { calls: this.#calls, checks: this.#checks };
  }

  view(memory: WebAssembly.Memory): GuestMemory {
    return this.#effects.view(memory);
  }

  attach(mainThread: StackThread, find: (id: number) => StackThread | undefined): void {
    this.#main = mainThread;
    this.#find = find;
    mainThread.process.onExit = () => this.#exit();
  }

  moduleFiles(_files: ModuleSource): ModuleSource {
    return {
      find: () => {
        this.#expect(Entry.found, 'it looked for a module');
        const isThere = this.#log.number() === 1;
        const path = this.#log.text();
        return isThere ? path : undefined;
      },
      read: () => this.#readModule(),
    };
  }

  make(name: string, call: Syscall, invoke: Invocation): Invocation {
    const begin = this.#beginner(name);
    const observer = call.maySuspend ? this.#observer : undefined;
    return (...raw) => {
      begin(raw);
      observer?.onLeave();
      return this.#answer(name, call.actsInside ? this.#make(invoke, raw) : undefined);
    };
  }

  pass(name: string): (raw: readonly RawArgument[]) => void {
    const begin = this.#beginner(name);
    return raw => {
      begin(raw);
      this.#observer?.onLeave();
      this.#effects.settle();
    };
  }

  choose(ready: readonly Turn[]): number {
    if (this.#isOver) return -1;
    const event = this.#nextEvent();
    if (event === undefined) return -1;
    const place = ready.findIndex(turn => isTurnOf(turn, event));
    if (place < 0) this.#prompt(event);
    return place;
  }

  taken({ thread }: Turn): void {
    this.#running = thread.id;
    this.#event = undefined;
    this.#isAsked = false;
    this.#effects.settle();
  }

  left({ id }: { readonly id: number }): void {
    this.#pass(Entry.leave, id, 'it was done with a signal');
  }

  ended({ id }: { readonly id: number }): void {
    this.#pass(Entry.ended, id, 'a thread ended');
  }

  finish(end: GuestEnd): GuestEnd {
    // One that was cut off, or differs, has ended without having exited.
    this.#observer?.onEnd();
    if (!this.#isOver) this.#finish(end);
    if (this.#error !== undefined) return { kind: 'crashed', error: this.#error };
    return this.#exitCode === undefined ? end : { kind: 'exited', code: this.#exitCode };
  }

  /** What checks that a call is the one that was made, by its name. */
  #beginner(name: string): (raw: readonly RawArgument[]) => void {
    return raw => {
      if (this.#isOver) throw this.#trap('the replay is over');
      this.#calls++;
      const log = this.#log;
      if (log.next === Entry.check) {
        log.begin();
        this.#compare(log.word());
      }
      this.#effects.settle();
      const now: NamedCall = { name, thread: this.#running };
      if (log.next !== Entry.call)
        this.#fail(this.#otherEvent(`the program called ${shortName(name)}`));
      log.begin();
      const recorded = this.#readCall();
      const hash = log.word();
      if (recorded.name !== name || recorded.thread !== now.thread) {
        this.#fail(replayErrors.otherCall(this.#calls, now, recorded));
      }
      if (hash !== hashArguments(raw)) this.#fail(replayErrors.otherArguments(this.#calls, now));
    };
  }

  #readModule(): Uint8Array<ArrayBuffer> {
    const log = this.#log;
    this.#effects.settle();
    if (log.next === Entry.unreadable) {
      log.begin();
      throw new LinkError(log.text());
    }
    if (log.next === Entry.readFile) {
      log.begin();
      const whole = this.#effects.wholeFile();
      if (whole === undefined) throw this.#trap('a module is not what it was');
      return whole;
    }
    this.#expect(Entry.read, 'it read a module');
    return this.#effects.content(log.number()).slice();
  }

  #readCall(): NamedCall {
    const name = this.#effects.callName(this.#log.number());
    return { name, thread: this.#log.number() };
  }

  /** Makes a call that acts on the instance, which may end the thread. */
  #make(invoke: Invocation, raw: RawArgument[]): number | Promise<number> {
    try {
      return invoke(...raw);
    } catch (error) {
      if (!this.#isOver) this.#effects.settle();
      throw error;
    }
  }

  /** @param made the result of one that was made. */
  #answer(name: string, made: number | Promise<number> | undefined): number | Promise<number> {
    this.#effects.settle();
    const log = this.#log;
    const kind = log.next;
    if (kind === Entry.answer) {
      log.begin();
      const result = log.signed();
      if (typeof made === 'number' && made !== result) {
        this.#fail(
          replayErrors.otherEvent(
            this.#calls,
            `${shortName(name)} returned ${made}`,
            `it returned ${result}`,
          ),
        );
      }
      this.#effects.settle();
      return result;
    }
    if (kind !== Entry.sleep) this.#fail(this.#otherEvent(`${shortName(name)} is waited for`));
    log.begin();
    this.#effects.settle();
    const sleep = this.#sleeps++;
    if (made instanceof Promise) return made;
    const answer = Promise.withResolvers<number>();
    this.#asleep.set(sleep, answer);
    return answer.promise;
  }

  /** What is next while no thread runs; undefined when there is nothing to wait for. */
  #nextEvent(): RecordedEvent | undefined {
    this.#event ??= readEvent(this.#log);
    // Where it crashes, that is heard of in a moment.
    if (this.#event === undefined && this.#log.next !== Entry.end) {
      this.#stop(this.#otherEvent('the program waits'));
    }
    return this.#event;
  }

  /** Has that happen which is next, and which nobody brings about by himself. */
  #prompt(event: RecordedEvent): void {
    if (event.kind === Entry.resume) {
      const { sleep, result } = event;
      const asleep = this.#asleep.get(sleep);
      this.#asleep.delete(sleep);
      if (result === undefined) asleep?.reject(this.#trap('a call has failed'));
      else asleep?.resolve(result);
    } else if (event.kind === Entry.enter && event.signal > 0 && !this.#isAsked) {
      this.#isAsked = true;
      const { thread, signal } = event;
      // Not from within the choice, which it is about.
      queueMicrotask(() => this.#take(thread, signal));
    }
  }

  async #take(thread: number, signal: number): Promise<void> {
    try {
      await this.#find(thread)?.takeRecorded(signal);
    } catch (error) {
      // The program has exited, or crashed, in what takes it.
      this.#main?.contexts.endFromOutside(error);
    }
  }

  #pass(kind: EntryKind, thread: number, what: string): void {
    if (this.#isOver) return;
    if (this.#log.next === kind) {
      this.#log.begin();
      if (this.#log.number() === thread) {
        this.#effects.settle();
        return;
      }
    }
    this.#stop(this.#otherEvent(what));
  }

  #expect(kind: EntryKind, what: string): void {
    this.#effects.settle();
    if (this.#log.next !== kind) this.#fail(this.#otherEvent(what));
    this.#log.begin();
  }

  #exit(): void {
    if (this.#isOver) return;
    this.#observer?.onEnd();
    this.#effects.settle();
    if (this.#log.next !== Entry.end) this.#fail(this.#otherEvent('the program exited'));
    this.#log.begin();
    const how = this.#log.number();
    this.#exitCode = this.#log.signed();
    if (how !== End.exited) {
      this.#fail(replayErrors.otherEvent(this.#calls, 'the program exited', 'it crashed'));
    }
    this.#compare(this.#log.word());
    this.#isOver = true;
  }

  #finish(end: GuestEnd): void {
    const now =
      end.kind === 'exited'
        ? 'the program ended'
        : `the program crashed (${describeCrash(end.error)})`;
    if (this.#log.next !== Entry.end) {
      this.#error = this.#otherEvent(now);
      return;
    }
    this.#log.begin();
    const how = this.#log.number();
    const code = this.#log.signed();
    const isSame = (how === End.exited) === (end.kind === 'exited');
    if (!isSame) {
      const recorded = how === End.exited ? 'it exited' : 'it crashed';
      this.#error = replayErrors.otherEvent(this.#calls, now, recorded);
      return;
    }
    if (end.kind === 'exited') this.#exitCode = code;
    if (this.#digest() === this.#log.word()) this.#checks++;
    else this.#error = replayErrors.otherMemory(this.#calls, this.#lastEqual);
  }

  #compare(checksum: number): void {
    if (this.#digest() !== checksum) {
      this.#fail(replayErrors.otherMemory(this.#calls, this.#lastEqual));
    }
    this.#checks++;
    this.#lastEqual = this.#calls;
  }

  #digest(): number {
    return this.#digests.checksum(this.#effects.bytes);
  }

  /** Something happened that is not what is next. */
  #otherEvent(now: string): ReplayError {
    const log = this.#log;
    const kind = log.next;
    if (kind === Entry.none) return log.failure ?? replayErrors.cut(this.#calls);
    let recorded = tellOfEntry(kind);
    if (kind === Entry.call) {
      log.begin();
      const call = this.#readCall();
      recorded = `thread ${call.thread} called ${shortName(call.name)}`;
    }
    return replayErrors.otherEvent(this.#calls, now, recorded);
  }

  /** The replay ends here, wherever the program is. */
  #stop(error: ReplayError): void {
    this.#isOver = true;
    this.#error ??= error;
    this.#main?.contexts.endFromOutside(error);
  }

  /** Ends the replay on the stack of the thread that runs. */
  #fail(error: ReplayError): never {
    this.#stop(error);
    throw this.#trap(error.message);
  }

  #trap(message: string): Error {
    return (this.#main as StackThread).contexts.trap(message);
  }
}
