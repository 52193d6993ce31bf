import type { ForkImage } from '../../runtime/fork.ts';
import { MemoryHistory } from '../../runtime/node/memoryHistory.ts';
import type { Moment } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';
import type { Replays } from './replays.ts';
import { type HostRecords, Sight } from './sight.ts';
import type { Standpoint } from './standpoint.ts';

/** How much memory the changes between kept moments take at most, in bytes. */
const MOST_CHANGES = 32 * 2 ** 20;

/** What of a moment is kept besides memory. */
interface Kept {
  readonly moment: Moment;
  readonly state: Omit<ForkImage, 'memory'>;
}

/**
 * The moments of a few lines before that at which a replay stands. The replay cannot go back to them, but was there, and
 * what it had in memory is kept: they are looked at without another one.
 */
export class KeptMoments {
  readonly #replays: Replays;
  /** The one that stands at the last moment, whose records hold for all of them. */
  readonly witness: Standpoint;
  readonly #history = new MemoryHistory(MOST_CHANGES);
  /** In their order. */
  #kept: readonly Kept[] = [];
  #records = '';

  /** @param witness comes to stand at one after the other. */
  constructor(replays: Replays, witness: Standpoint) {
    this.#replays = replays;
    this.witness = witness;
  }

  /** Keeps the moment at which the replay stands, which is later than the others. */
  keep(): void {
    const { replay, records, moment } = this.witness;
    const summary = summaryOf(records);
    if (summary !== this.#records) this.#history.forget();
    this.#records = summary;
    this.#history.note(replay.memory.buffer);
    this.#kept = [...this.#kept, { moment, state: replay.state }].slice(-this.#history.count);
  }

  /** Whether the moment at a position is one of them. */
  has(position: number): boolean {
    return this.#kept.some(({ moment }) => moment.position === position);
  }

  /** The moment at a position, which is one of them. */
  at(position: number): Sight {
    const index = this.#kept.findIndex(({ moment }) => moment.position === position);
    const ago = this.#kept.length - 1 - index;
    if (ago === 0) return this.witness;
    const { moment, state } = this.#kept[index] as Kept;
    const copy = (): Uint8Array => this.#history.copy(ago);
    const fork = () => this.#replays.fork({ ...state, memory: copy() }, moment.position);
    const { stackPointer } = state.registers;
    return new KeptMoment({ moment, copy, stackPointer, records: this.witness.records, fork });
  }
}

/** A moment of which memory is kept. */
class KeptMoment extends Sight {
  readonly moment: Moment;
  readonly records: HostRecords;
  readonly stackPointer: number;
  readonly #copy: () => Uint8Array;

  constructor({
    moment,
    records,
    stackPointer,
    copy,
    fork,
  }: Pick<Sight, 'moment' | 'records' | 'stackPointer'> & {
    /** Makes a copy of memory as it was then. */
    readonly copy: () => Uint8Array;
    readonly fork: () => Promise<Fork>;
  }) {
    super(fork);
    this.moment = moment;
    this.records = records;
    this.stackPointer = stackPointer;
    this.#copy = copy;
  }

  get memory(): ArrayBufferLike {
    return this.#copy().buffer;
  }
}

/** What is another text when the host has more to tell of contexts, switches or threads. */
function summaryOf({ contexts, switches, threads }: HostRecords): string {
  const lives = threads.all.map(({ id, ended, switches: { total } }) => `${id} ${ended} ${total}`);
  return [contexts.changes, switches.total, ...lives].join();
}
