import { allocateShared } from './sharedMemory.ts';

/** What a switch was: the first one to its target, the last one of its origin, or neither. */
export const SwitchKind = { resume: 0, start: 1, end: 2 } as const;

export type SwitchKind = (typeof SwitchKind)[keyof typeof SwitchKind];

/** Control passing from one context to another. */
export interface RecordedSwitch {
  /** Counts the switches of the environment from 0. */
  readonly sequence: number;
  /** When, in milliseconds since the epoch: see {@link SwitchLog} for how exactly. */
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly kind: SwitchKind;
}

/** What tells the time, in milliseconds since an origin which is so since the epoch. */
export interface Clock {
  readonly timeOrigin: number;
  /** Whether it is to be read for each switch. */
  readonly isRead?: boolean;
  now(): number;
}

// The log is an array of numbers: a header, then a ring of entries.
const Header = { total: 0, ticked: 1, timesAreTicked: 2, wantsTicks: 3, isTicked: 4, size: 5 };
const Entry = { time: 0, from: 1, to: 2, kind: 3, size: 4 };

/**
 * So many switches at most share a reading of the clock. Reading it costs a seventh of a greenlet's
 * switch (`npm run bench -- recordedTimes`), so that one reading in six keeps well below a twentieth.
 */
const LONGEST_BATCH = 6;

/** How long a batch may have taken for its switches to be placed evenly in it, in milliseconds. */
const EXACT_DURATION = 0.01;

/** How soon each switch has to follow the one before it for that, in milliseconds. */
const QUICK = EXACT_DURATION / LONGEST_BATCH;

/**
 * How many readings in a row have to show that pace. A program that computes for longer at least
 * once in so many switches, as a hub and its workers do by turns, has the clock read for each.
 */
const QUICK_READINGS = 64;

/** How old the latest tick may be where switches are to share a reading, in milliseconds: in pages they come each 4. */
const FRESH = 5;

/** How many switches pass before a log whose times are ticked asks again whether they are. */
const TICKED_BATCH = 1_024;

/** The log as it was at one moment. */
class SwitchCopy {
  readonly #cells: Float64Array;
  readonly #capacity: number;
  readonly #total: number;
  readonly #oldest: number;

  /** @param oldest the sequence number of the first switch that was not overwritten meanwhile. */
  constructor(cells: Float64Array, oldest: number) {
    this.#cells = cells;
    this.#capacity = (cells.length - Header.size) / Entry.size;
    this.#total = cells[Header.total] as number;
    this.#oldest = oldest;
  }

  /** See {@link SwitchLog.read}. */
  read(start: number, count: number): RecordedSwitch[] {
    const first = Math.max(start, this.#oldest);
    const end = Math.min(this.#total, first + count);
    const switches: RecordedSwitch[] = [];
    for (let sequence = first; sequence < end; sequence++) {
      const time = this.#timeOf(sequence);
      if (time === undefined) break;
      const base = this.#base(sequence);
      switches.push({
        sequence,
        time,
        from: this.#cells[base + Entry.from] as number,
        to: this.#cells[base + Entry.to] as number,
        kind: this.#cells[base + Entry.kind] as SwitchKind,
      });
    }
    return switches;
  }

  /** The time of a switch; undefined as long as it may become more exact. */
  #timeOf(sequence: number): number | undefined {
    const written = this.#written(sequence);
    if (written > 0 || this.#cells[Header.timesAreTicked] === 1) return Math.abs(written);
    let before = sequence - 1;
    while (before >= this.#oldest && this.#written(before) <= 0) before--;
    let after = sequence + 1;
    while (after < this.#total && this.#written(after) <= 0) after++;
    // What led to the oldest one is forgotten: then the batch can only have begun with itself.
    const begin = before >= this.#oldest ? this.#written(before) : -written;
    const end = after < this.#total ? this.#written(after) : undefined;
    if ((end ?? (this.#cells[Header.ticked] as number)) - begin > EXACT_DURATION) {
      return Math.min(Math.max(begin, -written), end ?? Number.POSITIVE_INFINITY);
    }
    if (end === undefined) return undefined;
    return begin + ((end - begin) * (sequence - before)) / (after - before);
  }

  /** What stands in an entry for its time: negative when it was only ticked. */
  #written(sequence: number): number {
    return this.#cells[this.#base(sequence) + Entry.time] as number;
  }

  #base(sequence: number): number {
    return Header.size + Entry.size * (sequence % this.#capacity);
  }
}

/**
 * The latest switches of a context-switching environment, in memory that other
 * threads read while the guest runs.
 *
 * Times are exact to 10 µs although the clock is not read for each. Where switches have come in
 * quick succession for a while, a few share a reading and are placed between it and the one
 * before, as long as another thread ticks. Where they do not, or the guest makes a system call, which
 * is where it may wait, each has its own. What remains are the up to five switches before a
 * computation that takes by surprise: they have the time of the latest tick, which is exact to about 1 ms.
 */
export class SwitchLog {
  readonly #cells: Float64Array;
  readonly #capacity: number;
  /** Where the writer's next entry goes: a remainder for each would cost as much as all the rest. */
  #next = Header.size;
  #last = Header.size;
  readonly #end: number;
  /** How many switches share the next reading, and how many of them have been. */
  #batch = 1;
  #unread = 0;
  #quickReadings = 0;
  #lastReading = 0;
  readonly #clock: Clock;
  readonly #origin: number;
  readonly #longestBatch: number;

  /**
   * @param buffer what {@link allocate} returned, possibly in another thread.
   * @param clock the writer's.
   */
  constructor(buffer: ArrayBufferLike, clock: Clock = performance) {
    this.#clock = clock;
    this.#origin = clock.timeOrigin;
    this.#longestBatch = clock.isRead ? 1 : LONGEST_BATCH;
    this.#cells = new Float64Array(buffer);
    this.#end = this.#cells.length;
    this.#capacity = (this.#end - Header.size) / Entry.size;
  }

  /** Memory for the latest `capacity` switches, at least one. */
  static allocate(capacity: number): ArrayBufferLike {
    return allocateShared(8 * (Header.size + Entry.size * capacity));
  }

  /** How many switches there have been. */
  get total(): number {
    return this.#cells[Header.total] as number;
  }

  /** The sequence number of the oldest switch that is still known. */
  get oldest(): number {
    return Math.max(0, this.total - this.#capacity);
  }

  /**
   * Whether the clock is not to be read at all, so that times are as exact as they are ticked. For
   * measuring what exact times cost.
   */
  set timesAreTicked(areTicked: boolean) {
    this.#cells[Header.timesAreTicked] = Number(areTicked);
  }

  /** Whether it wants to be told the time every millisecond. Until it is, the clock is read for each switch. */
  get wantsTicks(): boolean {
    return this.#cells[Header.wantsTicks] === 1;
  }

  /**
   * Tells what time it is, in milliseconds since the epoch.
   *
   * @param isFrequent whether that is told again in a millisecond.
   */
  tick(time: number, isFrequent: boolean): void {
    this.#cells[Header.ticked] = time;
    this.#cells[Header.isTicked] = Number(isFrequent);
  }

  /**
   * Known switches in order, from the one with the sequence number `start` on, as far as their
   * times are settled: what was told once does not change, except that the last switch may turn
   * out to be the end of its origin.
   */
  read(start: number, count: number): RecordedSwitch[] {
    if (start >= this.total) return [];
    // The guest goes on writing, and may be faster than whoever reads one after the other.
    const cells = this.#cells.slice();
    return new SwitchCopy(cells, this.oldest).read(start, count);
  }

  /** Writes down a switch between two contexts that have both run and go on living. */
  write(from: number, to: number): void {
    const cells = this.#cells;
    const base = this.#next;
    cells[base + Entry.time] =
      ++this.#unread < this.#batch ? -(cells[Header.ticked] as number) : this.#readClock();
    cells[base + Entry.from] = from;
    cells[base + Entry.to] = to;
    cells[base + Entry.kind] = SwitchKind.resume;
    cells[Header.total] = (cells[Header.total] as number) + 1;
    this.#last = base;
    this.#next = base + Entry.size === this.#end ? Header.size : base + Entry.size;
  }

  /** Ends a batch. @returns what to write for the time of its last switch. */
  #readClock(): number {
    const count = this.#unread;
    this.#unread = 0;
    if (this.#cells[Header.timesAreTicked] === 1) {
      this.#cells[Header.wantsTicks] = 1;
      this.#batch = TICKED_BATCH;
      return -(this.#cells[Header.ticked] as number);
    }
    const now = this.#origin + this.#clock.now();
    this.#quickReadings = now - this.#lastReading > QUICK * count ? 0 : this.#quickReadings + 1;
    const isQuick = this.#quickReadings >= QUICK_READINGS && this.#longestBatch > 1;
    this.#cells[Header.wantsTicks] = Number(isQuick);
    this.#batch = isQuick && this.#isTickedBy(now) ? this.#longestBatch : 1;
    this.#lastReading = now;
    return now;
  }

  #isTickedBy(now: number): boolean {
    const isFrequent = this.#cells[Header.isTicked] === 1;
    return isFrequent && now - (this.#cells[Header.ticked] as number) < FRESH;
  }

  /**
   * To be called when the guest makes a system call other than a switch, which may take its time,
   * and when it ends.
   */
  settle(): void {
    if (this.#unread > 0) {
      const before = this.#lastReading;
      const now = this.#readClock();
      // Else it has computed for long already: since then, and not until now, the last one runs.
      if (now - before <= EXACT_DURATION) this.#cells[this.#last + Entry.time] = now;
      else this.#cells[Header.ticked] = now;
    }
    this.#batch = 1;
    // The guest may wait for an hour now.
    this.#cells[Header.wantsTicks] = 0;
  }

  /** Says that the last switch was of another kind. */
  markLast(kind: SwitchKind): void {
    this.#cells[this.#last + Entry.kind] = kind;
  }

  /**
   * Says that a context was destroyed. Where the guest has whoever comes next
   * destroy a context that has finished, the switch away from it was its last.
   */
  writeDestroyed(id: number): void {
    if (this.#cells[this.#last + Entry.from] === id) this.markLast(SwitchKind.end);
  }
}
