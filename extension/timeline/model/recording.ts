import type { SwitchPage } from '../../../debug-adapter/protocol/customRequests.ts';

/** How many of the latest switches are kept: as many as the debug adapter has at most. */
export const KEPT_SWITCHES = 65_536;

/** What a switch was, as bits: the first one to its target, the last one of its origin. */
export const Mark = { none: 0, start: 1, end: 2 } as const;

/** A place in the user's code, by a path of this machine. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** A continuation of a program that stands still. */
export interface KnownContinuation {
  readonly context: number;
  readonly label: string;
  readonly place: Place | undefined;
  readonly isAlive: boolean;
}

/** A continuation, and when it lived: in microseconds, as all times of a recording. */
export interface Lane {
  readonly context: number;
  label: string;
  /** When it is known to be there; `born` says whether it began then. */
  from: number;
  born: boolean;
  /** When it ended, if it has. */
  end: number | undefined;
  /** Where it stood in the user's code when the program last stood still. */
  place: Place | undefined;
}

/** An uninterrupted piece of a continuation's running. */
export interface Run {
  /** The index of the switch that began it. */
  readonly index: number;
  readonly lane: number;
  readonly begin: number;
  readonly end: number;
}

/**
 * The latest switches of a program, as columns of numbers, so that all of them can be looked
 * through for each picture. Switches have indexes from 0, which change when old ones are dropped.
 * Times are microseconds since the first switch that was ever recorded.
 */
export class Recording {
  readonly lanes: Lane[] = [];
  #times = new Float64Array(2 * KEPT_SWITCHES);
  #targets = new Int32Array(2 * KEPT_SWITCHES);
  #marks = new Uint8Array(2 * KEPT_SWITCHES);
  readonly #laneOf = new Map<number, number>();
  #length = 0;
  /** The sequence number of the first switch that is kept. */
  #first = 0;
  /** The lane that ran before it. */
  #originLane = 0;
  /** When the first switch of all was, in milliseconds since the epoch. */
  #epoch = 0;
  #now = 0;

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

  /** When the first kept switch was. */
  get begin(): number {
    return this.#length === 0 ? 0 : this.time(0);
  }

  /** Up to when it is known what ran. */
  get now(): number {
    return this.#now;
  }

  /** When a time was, in milliseconds since the epoch. */
  toEpoch(time: number): number {
    return this.#epoch + time / 1_000;
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

  /** The run that a switch began, which may still be going on. */
  run(index: number): Run {
    const end =
      index + 1 < this.#length ? this.time(index + 1) : Math.max(this.#now, this.time(index));
    return { index, lane: this.target(index), begin: this.time(index), end };
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
    if (this.#length === 0 && this.#epoch === 0 && page.targets.length > 0) this.#epoch = page.time;
    this.#now = Math.max(this.#now, this.#timeOf(page.now));
    if (page.targets.length > 0) {
      // Between the last page and this one some were forgotten: what was before does not lead here.
      const isGap = page.first > this.#first + this.#length;
      if (isGap || this.#length === 0) this.#restart(page);
      this.#append(page);
    }
    for (const [context, label] of Object.entries(page.labels)) {
      const lane = this.lanes[this.#laneOf.get(Number(context)) ?? -1];
      if (lane !== undefined) lane.label = label;
    }
  }

  /** Takes over what is known of all continuations of a program that stands still. */
  describe(continuations: readonly KnownContinuation[]): void {
    const living = new Set<number>();
    for (const { context, label, place, isAlive } of continuations) {
      const lane = isAlive ? this.#lane(context, this.#now) : this.#laneOf.get(context);
      if (lane === undefined) continue;
      Object.assign(this.lanes[lane] as Lane, { label, place: isAlive ? place : undefined });
      if (isAlive) living.add(context);
    }
    for (const lane of this.lanes) {
      // It was given up without another switch.
      if (living.has(lane.context)) continue;
      lane.end ??= this.#now;
      lane.place = undefined;
    }
  }

  /** Says that the program is over: nothing runs on. */
  finish(): void {
    if (this.#length > 0) this.#now = this.time(this.#length - 1);
  }

  /** A time of the recording, by that since the epoch in milliseconds. */
  #timeOf(epoch: number): number {
    return Math.round((epoch - this.#epoch) * 1_000);
  }

  #restart(page: SwitchPage): void {
    this.#length = 0;
    this.#first = page.first;
    // Which of them have ended meanwhile, nobody can tell.
    this.lanes.length = 0;
    this.#laneOf.clear();
    this.#originLane = this.#lane(page.origin, this.#timeOf(page.time));
  }

  #append({ first, time, delays, targets, starts, ends }: SwitchPage): void {
    let passed = this.#timeOf(time);
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
    if (this.#length === this.#times.length) this.#drop(this.#length - KEPT_SWITCHES);
    const index = this.#length++;
    this.#times[index] = time;
    const target = this.#lane(context, time);
    this.#targets[index] = target;
    this.#marks[index] = 0;
    const lane = this.lanes[target] as Lane;
    lane.end = undefined;
    if (mark & Mark.start) Object.assign(lane, { from: time, born: true });
    this.#remark(index, mark);
  }

  #remark(index: number, mark: number): void {
    this.#marks[index] = mark;
    if (mark & Mark.end) (this.lanes[this.origin(index)] as Lane).end = this.time(index);
  }

  #lane(context: number, time: number): number {
    const known = this.#laneOf.get(context);
    if (known !== undefined) return known;
    const label = context === 0 ? 'main' : `g${context}`;
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
