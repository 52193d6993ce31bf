import type { ForkImage } from '../../runtime/fork.ts';
import { MemoryHistory } from '../../runtime/memoryHistory.ts';
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
  readonly #history: MemoryHistory;
  /** In their order. */
  readonly #kept: readonly Kept[];

  private constructor(
    replays: Replays,
    witness: Standpoint,
    history: MemoryHistory,
    kept: readonly Kept[],
  ) {
    this.#replays = replays;
    this.witness = witness;
    this.#history = history;
    this.#kept = kept;
  }

  /**
   * Leads a replay from position to position, and keeps what it has in memory at each.
   *
   * @param standpoint stands before all of them, or at the first.
   * @param positions in their order; at the last of them it stands then.
   * @throws ReplayError when one of them is not reached.
   */
  static async gather(
    replays: Replays,
    standpoint: Standpoint,
    positions: readonly number[],
  ): Promise<KeptMoments> {
    const history = new MemoryHistory(MOST_CHANGES);
    const kept: Kept[] = [];
    let records = '';
    for (const position of positions) {
      await replays.advance(standpoint, position);
      const { replay } = standpoint;
      const recordsNow = summaryOf(standpoint.records);
      if (recordsNow !== records) history.forget();
      records = recordsNow;
      history.note(replay.memory.buffer);
      kept.push({ moment: standpoint.moment, state: replay.state });
    }
    return new KeptMoments(replays, standpoint, history, kept.slice(-history.count));
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
