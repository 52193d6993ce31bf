/** What a switch was: the first one to its target, the last one of its origin, or neither. */
export const SwitchKind = { resume: 0, start: 1, end: 2 } as const;

export type SwitchKind = (typeof SwitchKind)[keyof typeof SwitchKind];

/** Control passing from one context to another. */
export interface RecordedSwitch {
  /** Counts the switches of the environment from 0. */
  readonly sequence: number;
  /** When, in milliseconds since the epoch; as exact as the clock is ticked. */
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly kind: SwitchKind;
}

// The log is an array of numbers: a header, then a ring of entries.
const Header = { total: 0, clock: 1, size: 2 };
const Entry = { time: 0, from: 1, to: 2, kind: 3, size: 4 };

/**
 * The latest switches of a context-switching environment, in memory that other
 * threads read while the guest runs. Writing an entry costs a few stores: the
 * clock is a cell that another thread ticks, because reading the time would take
 * as long as half a switch.
 */
export class SwitchLog {
  readonly #cells: Float64Array;
  readonly #capacity: number;
  /** Where the writer's next entry goes: a remainder for each would cost as much as all the rest. */
  #next = Header.size;
  #last = Header.size;
  readonly #end: number;

  /** @param buffer what {@link allocate} returned, possibly in another thread. */
  constructor(buffer: SharedArrayBuffer) {
    this.#cells = new Float64Array(buffer);
    this.#end = this.#cells.length;
    this.#capacity = (this.#end - Header.size) / Entry.size;
  }

  /** Memory for the latest `capacity` switches, at least one. */
  static allocate(capacity: number): SharedArrayBuffer {
    return new SharedArrayBuffer(8 * (Header.size + Entry.size * capacity));
  }

  /** How many switches there have been. */
  get total(): number {
    return this.#cells[Header.total] as number;
  }

  /** The sequence number of the oldest switch that is still known. */
  get oldest(): number {
    return Math.max(0, this.total - this.#capacity);
  }

  /** Sets the time that the next entries get, in milliseconds since the epoch. */
  tick(time: number): void {
    this.#cells[Header.clock] = time;
  }

  /** Known switches in order, from the one with the sequence number `start` on. */
  read(start: number, count: number): RecordedSwitch[] {
    const first = Math.max(start, this.oldest);
    const length = Math.max(0, Math.min(count, this.total - first));
    return Array.from({ length }, (_, index) => this.#entry(first + index));
  }

  #entry(sequence: number): RecordedSwitch {
    const cells = this.#cells;
    const base = this.#base(sequence);
    return {
      sequence,
      time: cells[base + Entry.time] as number,
      from: cells[base + Entry.from] as number,
      to: cells[base + Entry.to] as number,
      kind: cells[base + Entry.kind] as SwitchKind,
    };
  }

  #base(sequence: number): number {
    return Header.size + Entry.size * (sequence % this.#capacity);
  }

  /** Writes down a switch between two contexts that have both run and go on living. */
  write(from: number, to: number): void {
    const cells = this.#cells;
    const base = this.#next;
    cells[base + Entry.time] = cells[Header.clock] as number;
    cells[base + Entry.from] = from;
    cells[base + Entry.to] = to;
    cells[base + Entry.kind] = SwitchKind.resume;
    cells[Header.total] = (cells[Header.total] as number) + 1;
    this.#last = base;
    this.#next = base + Entry.size === this.#end ? Header.size : base + Entry.size;
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
