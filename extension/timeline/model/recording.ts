import type { SwitchPage } from '../../../debug-adapter/protocol/customRequests.ts';
import type { KnownContinuation, Lane } from './lanes.ts';

/** How many of the latest switches are kept: as many as the debug adapter has at most. */
export const KEPT_SWITCHES = 65_536;

/** For how many switches there is room at first: a part of {@link KEPT_SWITCHES}, by halves. */
const FIRST_CAPACITY = 256;

/**
 * What a switch was, as bits: the first one to its target, the last one of its origin, one that
 * brought an exception.
 */
export const Mark = { none: 0, start: 1, end: 2, throw: 4 } as const;

/** An uninterrupted piece of a continuation's running. */
export interface Run {
  readonly recording: Recording;
  /** The index of the switch that began it. */
  readonly index: number;
  readonly lane: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * The latest switches of a thread, as columns of numbers, so that all of them can be looked
 * through for each picture. Switches have indexes from 0, which change when old ones are dropped.
 * Times are microseconds since the moment that counts as 0 for all threads of the program.
 */
export class Recording {
  /** The main context of the thread. */
  readonly thread: number;
  readonly lanes: Lane[] = [];
  #times = new Float64Array(FIRST_CAPACITY);
  #targets = new Int32Array(FIRST_CAPACITY);
  #marks = new Uint8Array(FIRST_CAPACITY);
  readonly #laneOf = new Map<number, number>();
  #length = 0;
  /** The sequence number of the first switch that is kept. */
  #first = 0;
  /** The lane that ran before it. */
  #originLane = 0;
  /** The types of the exceptions that switches brought, by their sequence numbers. */
  readonly #exceptions = new Map<number, string>();
  /** The sequence number of the first switch of which it is known whether it brought one. */
  #throwsSince = Number.POSITIVE_INFINITY;
  readonly #epoch: number;
  #now = 0;
  #hasEnded = false;

  /**
   * @param thread its main context.
   * @param epoch when time 0 was, in milliseconds since the epoch.
   */
  constructor(thread: number, epoch: number) {
    this.thread = thread;
    this.#epoch = epoch;
  }

  get length(): number {
    return this.#length;
  }

  /** The sequence number of a switch. */
  sequence(index: number): number {
    return this.#first + index;
  }

  /** The index of a switch; undefined when it is not kept any more. */
  indexOf(sequence: number): number | undefined {
    const index = sequence - this.#first;
    return index >= 0 && index < this.#length ? index : undefined;
  }

  /** Whether there is anything in it. */
  get hasBegun(): boolean {
    return this.lanes.length > 0;
  }

  /** When the first kept switch was, or its thread began if no switch is forgotten. */
  get begin(): number {
    const main = this.lanes[this.#laneOf.get(this.thread) ?? -1];
    if (main?.born) return main.from;
    return this.#length === 0 ? (this.lanes[0]?.from ?? 0) : this.time(0);
  }

  /** Up to when it is known what ran. */
  get now(): number {
    return this.#now;
  }

  /** A time of the recording, by that since the epoch in milliseconds. */
  timeOf(epoch: number): number {
    return Math.round((epoch - this.#epoch) * 1_000);
  }

  time(index: number): number {
    return this.#times[index] as number;
  }

  /** The lane that a switch led to. */
  target(index: number): number {
    return this.#targets[index] as number;
  }

  /** The lane that a switch came from. */
  origin(index: number): number {
    return index === 0 ? this.#originLane : (this.#targets[index - 1] as number);
  }

  mark(index: number): number {
    return this.#marks[index] as number;
  }

  /** The type of the exception that a switch brought to its target, if it is known to have. */
  exception(index: number): string | undefined {
    return this.#exceptions.get(this.sequence(index));
  }

  /** Whether it is known of a switch whether it brought one: it is for those that came later. */
  knowsThrow(index: number): boolean {
    return this.sequence(index) >= this.#throwsSince;
  }

  /** The run that a switch began, which may still be going on. */
  run(index: number): Run {
    const end =
      index + 1 < this.#length ? this.time(index + 1) : Math.max(this.#now, this.time(index));
    return { recording: this, index, lane: this.target(index), begin: this.time(index), end };
  }

  /** How many switches there were up to a time, that time included. */
  countUpTo(time: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] as number) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  laneOf(context: number): number | undefined {
    return this.#laneOf.get(context);
  }

  /** Adds what came since; a switch that is known already is replaced. */
  add(page: SwitchPage): void {
    this.advance(this.timeOf(knownUntil(page)));
    if (page.targets.length > 0) {
      // Between the last page and this one some were forgotten: what was before does not lead here.
      const isGap = page.first > this.#first + this.#length;
      if (isGap) this.#forgetAll();
      if (this.#length === 0) this.#beginWith(page);
      this.#append(page);
    }
    this.rename(page.labels);
    this.#throwsSince = Math.min(this.#throwsSince, page.throwsSince ?? Number.POSITIVE_INFINITY);
    for (const [sequence, exception] of Object.entries(page.throws)) {
      this.#addThrow(Number(sequence), exception);
    }
    if (this.#hasEnded) this.describe([]);
  }

  /** Takes over what continuations are called, those of other threads among them. */
  rename(labels: SwitchPage['labels']): void {
    for (const [context, label] of Object.entries(labels)) {
      const lane = this.lanes[this.#laneOf.get(Number(context)) ?? -1];
      if (lane !== undefined) lane.label = label;
    }
  }

  /** Says that nothing else has happened up to a time. */
  advance(time: number): void {
    if (!this.#hasEnded) this.#now = Math.max(this.#now, time);
  }

  /** Says when its thread began, in milliseconds since the epoch. */
  beginAt(epoch: number): void {
    const time = this.timeOf(epoch);
    if (this.#laneOf.has(this.thread)) return;
    Object.assign(this.lanes[this.#lane(this.thread, time)] as Lane, { born: true });
  }

  /** Says when its thread ended, likewise. */
  endAt(epoch: number): void {
    if (this.#hasEnded) return;
    this.#now = Math.max(this.timeOf(epoch), this.#length === 0 ? 0 : this.time(this.#length - 1));
    this.#hasEnded = true;
    this.describe([]);
  }

  /**
   * Takes over what is known of all continuations of a program that stands still.
   *
   * @param present when it does: that of a recorded program is known beyond.
   */
  describe(continuations: readonly KnownContinuation[], present = this.#now): void {
    const living = new Set<number>();
    for (const { context, label, place, isAlive, awaits } of continuations) {
      const index = isAlive ? this.#lane(context, present) : this.#laneOf.get(context);
      if (index === undefined) continue;
      const lane = this.lanes[index] as Lane;
      Object.assign(lane, { label, place: isAlive ? place : undefined, awaits, task: undefined });
      if (!isAlive) continue;
      living.add(context);
      if (!lane.born) lane.from = Math.min(lane.from, present);
    }
    const later = new Set(this.#targets.subarray(this.countUpTo(present), this.#length));
    for (const [index, lane] of this.lanes.entries()) {
      if (living.has(lane.context)) continue;
      lane.place = undefined;
      // It was given up without another switch, unless it is still to come.
      if (lane.from > present || later.has(index)) continue;
      lane.end = Math.min(lane.end ?? Number.POSITIVE_INFINITY, present);
    }
  }

  /** Says that the program is over: nothing runs on. */
  finish(): void {
    if (this.#length > 0 && !this.#hasEnded) this.#now = this.time(this.#length - 1);
  }

  #forgetAll(): void {
    this.#length = 0;
    // Which of them have ended meanwhile, nobody can tell.
    this.lanes.length = 0;
    this.#laneOf.clear();
  }

  #beginWith(page: SwitchPage): void {
    this.#first = page.first;
    this.#originLane = this.#lane(page.origin, this.timeOf(page.time));
  }

  #append({ first, time, delays, targets, starts, ends }: SwitchPage): void {
    let passed = this.timeOf(time);
    const isStart = new Set(starts);
    const isEnd = new Set(ends);
    for (const [offset, target] of targets.entries()) {
      passed += delays[offset] as number;
      const mark = (isStart.has(offset) ? Mark.start : 0) | (isEnd.has(offset) ? Mark.end : 0);
      const index = first + offset - this.#first;
      if (index < this.#length) this.#remark(index, mark);
      else this.#push(passed, target, mark);
    }
    this.#now = Math.max(this.#now, passed);
  }

  #push(time: number, context: number, mark: number): void {
    if (this.#length === this.#times.length) this.#makeRoom();
    const index = this.#length++;
    this.#times[index] = time;
    const target = this.#lane(context, time);
    this.#targets[index] = target;
    this.#marks[index] = this.#exceptions.has(this.sequence(index)) ? Mark.throw : Mark.none;
    const lane = this.lanes[target] as Lane;
    lane.end = undefined;
    if (mark & Mark.start) Object.assign(lane, { from: time, born: true });
    this.#remark(index, mark);
  }

  /** There can be many threads, most of which switch rarely. */
  #makeRoom(): void {
    const capacity = 2 * this.#times.length;
    if (capacity > 2 * KEPT_SWITCHES) {
      this.#drop(this.#length - KEPT_SWITCHES);
      return;
    }
    this.#times = copied(this.#times, new Float64Array(capacity));
    this.#targets = copied(this.#targets, new Int32Array(capacity));
    this.#marks = copied(this.#marks, new Uint8Array(capacity));
  }

  #addThrow(sequence: number, exception: string): void {
    this.#exceptions.set(sequence, exception);
    const index = this.indexOf(sequence);
    if (index !== undefined) this.#marks[index] = this.mark(index) | Mark.throw;
  }

  #remark(index: number, mark: number): void {
    this.#marks[index] = mark | (this.mark(index) & Mark.throw);
    if (mark & Mark.end) (this.lanes[this.origin(index)] as Lane).end = this.time(index);
  }

  #lane(context: number, time: number): number {
    const known = this.#laneOf.get(context);
    if (known !== undefined) return known;
    const label = context === this.thread ? (context === 0 ? 'main' : 'thread') : `g${context}`;
    this.lanes.push({ context, label, from: time, born: false, end: undefined, place: undefined });
    this.#laneOf.set(context, this.lanes.length - 1);
    return this.lanes.length - 1;
  }

  /** Forgets the oldest switches, and the lanes of continuations that ended before the rest. */
  #drop(count: number): void {
    this.#originLane = this.target(count - 1);
    for (const column of [this.#times, this.#targets, this.#marks]) column.copyWithin(0, count);
    this.#first += count;
    this.#length -= count;
    for (const sequence of this.#exceptions.keys()) {
      if (sequence < this.#first) this.#exceptions.delete(sequence);
    }
    const begin = this.time(0);
    const kept = this.lanes.filter(
      (lane, index) => lane.end === undefined || lane.end >= begin || index === this.#originLane,
    );
    if (kept.length === this.lanes.length) return;
    const moved = new Map(kept.map((lane, index) => [lane, index]));
    const before = this.lanes.map(lane => moved.get(lane) ?? -1);
    this.#originLane = before[this.#originLane] as number;
    for (let index = 0; index < this.#length; index++) {
      this.#targets[index] = before[this.#targets[index] as number] as number;
    }
    this.lanes.splice(0, this.lanes.length, ...kept);
    this.#laneOf.clear();
    for (const [index, { context }] of kept.entries()) this.#laneOf.set(context, index);
  }
}

/** Up to when the switches are known, of which a page is a part. */
export function knownUntil({ now, run }: Pick<SwitchPage, 'now' | 'run'>): number {
  return run?.until ?? now;
}

function copied<Column extends Float64Array | Int32Array | Uint8Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
