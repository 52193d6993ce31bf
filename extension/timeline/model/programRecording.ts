import type {
  RunReach,
  SwitchingThread,
  SwitchPage,
} from '../../../debug-adapter/protocol/customRequests.ts';
import { isTask, type KnownContinuation } from './lanes.ts';
import { knownUntil, Recording } from './recording.ts';

/** The context of the main thread. */
const MAIN = 0;

/** Of what is no thread's. */
const NO_THREAD = Number.NaN;

/** What is recorded of a program: the switches of each of its threads, and its tasks. */
export class ProgramRecording {
  readonly #threads = new Map<number, Recording>();
  /** The tasks of asyncio's, which no switch leads to. */
  #tasks: Recording | undefined;
  /** When time 0 was, in milliseconds since the epoch. */
  #epoch: number | undefined;
  #countsInstructions = false;
  #present: number | undefined;
  #reach: RunReach | undefined;

  /** The main thread's recording first, then those of others by age, then that of the tasks. */
  get recordings(): readonly Recording[] {
    return [...this.#threads.values(), ...(this.#tasks === undefined ? [] : [this.#tasks])];
  }

  /** The main thread's; undefined as long as nothing is recorded. */
  get main(): Recording | undefined {
    return this.#threads.get(MAIN);
  }

  /** How many switches are kept. */
  get length(): number {
    return sum(this.recordings.map(({ length }) => length));
  }

  /** How many continuations there are. */
  get laneCount(): number {
    return sum(this.recordings.map(({ lanes }) => lanes.length));
  }

  /** Since when something is known. */
  get begin(): number {
    const begins = this.recordings.filter(({ hasBegun }) => hasBegun).map(({ begin }) => begin);
    if (begins.length === 0) return 0;
    return Math.min(...begins, this.#present ?? Number.POSITIVE_INFINITY);
  }

  /** Up to when it is known what ran. */
  get now(): number {
    return Math.max(0, ...this.recordings.map(({ now }) => now));
  }

  /** Whether the program was recorded, so that its times are instructions, and can be gone to. */
  get countsInstructions(): boolean {
    return this.#countsInstructions;
  }

  /** Where a program stands that was recorded, of which it is known what was behind; undefined of others. */
  get present(): number | undefined {
    return this.#present;
  }

  /** Whether a time is one to which a recorded program has not come where it stands. */
  isLater(time: number): boolean {
    return this.#present !== undefined && time > this.#present;
  }

  /** How far that is known. */
  get reach(): RunReach | undefined {
    return this.#reach;
  }

  /** How many of the switches that are kept were up to a time. */
  countUpTo(time: number): number {
    return sum(this.recordings.map(recording => recording.countUpTo(time)));
  }

  /** Which instruction a time is of a program that was recorded. */
  toInstruction(time: number): number {
    return Math.round(this.toEpoch(time) * 1_000);
  }

  /** When a time was, in milliseconds since the epoch. */
  toEpoch(time: number): number {
    return (this.#epoch ?? 0) + time / 1_000;
  }

  /** Adds what came since, of one thread. */
  add(page: SwitchPage): void {
    const { targets, thread, threads = [] } = page;
    if (targets.length === 0 && threads.length === 0 && this.#epoch === undefined) return;
    const times = threads.map(({ begun }) => begun);
    this.#countsInstructions = page.counts === 'instructions';
    // Of a recorded program instructions are counted from its first line.
    this.#epoch ??=
      page.run?.begin ?? Math.min(...times, targets.length === 0 ? page.now : page.time);
    // The main one, which tells of the others, is the first.
    const own = this.#thread(thread);
    for (const each of threads) this.#follow(each, knownUntil(page));
    own.add(page);
    this.#present = page.run && own.timeOf(page.now);
    this.#reach = page.run?.reach;
    const { now } = this;
    for (const recording of this.#threads.values()) {
      recording.rename(page.labels);
      // What runs in other threads goes on running meanwhile.
      recording.advance(now);
    }
    // Of tasks only stops tell.
    this.#tasks?.advance(this.#present ?? now);
  }

  /** Takes over what is known of all continuations of a program that stands still. */
  describe(continuations: readonly KnownContinuation[]): void {
    if (this.#epoch === undefined) return;
    const present = this.#present ?? this.now;
    const byThread = Map.groupBy(continuations, known =>
      isTask(known) ? NO_THREAD : known.thread,
    );
    const tasks = byThread.get(NO_THREAD) ?? [];
    if (tasks.length > 0) this.#tasks ??= new Recording(NO_THREAD, this.#epoch);
    this.#tasks?.advance(present);
    this.#tasks?.describe(tasks, present);
    for (const [thread, recording] of this.#threads) {
      recording.describe(byThread.get(thread) ?? [], present);
    }
    this.#nameTasksOfGreenlets(tasks);
  }

  /** Says that the program is over: nothing runs on, and none stands anywhere. */
  finish(): void {
    this.#present = undefined;
    for (const recording of this.recordings) recording.finish();
  }

  #follow({ context, begun, ended }: SwitchingThread, now: number): void {
    const thread = this.#thread(context);
    thread.beginAt(begun);
    if (ended === undefined) thread.advance(thread.timeOf(now));
    else thread.endAt(ended);
  }

  #thread(context: number): Recording {
    const known = this.#threads.get(context);
    if (known !== undefined) return known;
    const made = new Recording(context, this.#epoch ?? 0);
    this.#threads.set(context, made);
    return made;
  }

  #nameTasksOfGreenlets(tasks: readonly KnownContinuation[]): void {
    for (const { label, greenlets = [] } of tasks) {
      for (const context of greenlets) {
        for (const recording of this.#threads.values()) {
          const lane = recording.lanes[recording.laneOf(context) ?? -1];
          if (lane !== undefined) lane.task = label;
        }
      }
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
