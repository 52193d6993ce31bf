import { availableParallelism } from 'node:os';
import type { StandingReplay } from '../../runtime/node/standingReplay.ts';
import { rearrange, SMALLEST_DISTANCE, wantedPositions } from './spacing.ts';

/** What a replay takes beside its program's memory, about, in bytes: an engine in a thread of its own. */
const THREAD_SIZE = 32 * 2 ** 20;

/** A replay, and where it stands. */
interface Kept {
  readonly replay: StandingReplay;
  readonly position: number;
}

/** Where a replay is to go, and which one, unless another one is to be started. */
interface Errand {
  readonly destination: number;
  readonly kept: Kept | undefined;
}

/** A replay that is on its way to where it is wanted. */
interface UnderWay {
  readonly destination: number;
  /** Undefined as long as it starts. */
  replay: StandingReplay | undefined;
  /** Settles when it stands, or never will. */
  readonly arrival: Promise<void>;
}

/** How the keeper gets replays, and how many it may have. */
export interface ReplayKeeperOptions {
  /** Starts one, which stands where its program begins. */
  readonly start: () => Promise<StandingReplay>;
  /** The position of the program's first line, before which nobody wants to be. */
  readonly first: number;
  /** How much memory those may take that stand, in bytes; there is always one. */
  readonly memory: number;
}

/**
 * Keeps replays standing at earlier positions than the program's. To go back is to run another one
 * forward, which is quick if it stands shortly before; it cannot be used again for what lies
 * before that, and others are brought there in spare time, one after the other.
 */
export class ReplayKeeper {
  readonly #options: ReplayKeeperOptions;
  readonly #standing = new Set<Kept>();
  #underWay: UnderWay | undefined;
  /**
   * Where replays have been sent for this arrangement: one that does not stand exactly there, or has been
   * interrupted, is not to be followed by others for ever.
   */
  readonly #tried = new Set<number>();
  /** Where a replay is wanted behind one that is on its way. */
  #followed: number | undefined;
  #present: number;
  /** Of one replay, as far as it is known, in bytes. */
  #size = 0;
  #isFilling = false;
  #isClosed = false;

  constructor(options: ReplayKeeperOptions) {
    this.#options = options;
    this.#present = options.first;
  }

  /**
   * Has a replay run behind another one that is on its way and has come to a position: it will be wanted where that
   * stops, and is near then.
   */
  follow(position: number): void {
    // It must not take the time of that one.
    if (availableParallelism() === 1) return;
    this.#followed = position - SMALLEST_DISTANCE;
    void this.#fill();
  }

  /** Begins to bring replays to where they are wanted for a program that stands at a position. */
  arrange(present: number): void {
    this.#followed = undefined;
    this.#present = present;
    this.#tried.clear();
    void this.#fill();
  }

  /**
   * The replay that stands nearest before a position, or at it; nobody else uses it from now on.
   *
   * @throws DebugError when there is none, and none can be started.
   */
  async take(latest: number): Promise<StandingReplay> {
    const found = this.#findBefore(latest);
    if (found !== undefined) return found;
    if (this.#underWay !== undefined) {
      // It has begun, at least.
      this.#underWay.replay?.pause();
      await this.#underWay.arrival;
      const arrived = this.#findBefore(latest);
      if (arrived !== undefined) return arrived;
    }
    return this.#options.start();
  }

  /** Takes one that stands somewhere, and may be of use again. */
  keep(replay: StandingReplay): void {
    const { position } = replay;
    if (this.#isClosed || position < this.#options.first || replay.hasEnded) {
      void replay.close();
      return;
    }
    this.#size = Math.max(this.#size, replay.size + THREAD_SIZE);
    this.#standing.add({ replay, position });
    this.#dropNeedless(0);
  }

  close(): void {
    this.#isClosed = true;
    for (const { replay } of this.#standing) void replay.close();
    this.#standing.clear();
    void this.#underWay?.replay?.close();
  }

  #findBefore(latest: number): StandingReplay | undefined {
    const nearest = lastOf([...this.#standing].filter(({ position }) => position <= latest));
    if (nearest !== undefined) this.#standing.delete(nearest);
    return nearest?.replay;
  }

  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        this.#tried.add(next.destination);
        await this.#bring(next);
      }
    } catch {
      // Whoever needs one starts one, and is told why there is none.
    } finally {
      this.#isFilling = false;
    }
  }

  /** Where a replay is wanted most, and who goes there. */
  #next(): Errand | undefined {
    if (this.#isClosed) return undefined;
    return this.#nextToFollow() ?? this.#nextToStand();
  }

  /** For who is missing, one goes that is of no use where it stands. */
  #nextToStand(): Errand | undefined {
    const { missing, needless } = this.#compare();
    const destination = missing.find(each => !this.#tried.has(each));
    if (destination === undefined) return undefined;
    const kept = lastOf(needless.filter(({ position }) => position <= destination));
    if (kept === undefined) this.#dropNeedless(1);
    return this.#errand(destination, kept);
  }

  /** To where one is wanted that follows, that goes which stands latest, but not the first of all. */
  #nextToFollow(): Errand | undefined {
    const destination = this.#followed;
    this.#followed = undefined;
    if (destination === undefined || destination <= this.#options.first) return undefined;
    const after = [...this.#standing].filter(({ position }) => position > this.#options.first);
    if (after.some(({ position }) => position >= destination)) return undefined;
    return this.#errand(destination, lastOf(after));
  }

  /** @returns undefined when another one would have to be started, for which there is no room. */
  #errand(destination: number, kept: Kept | undefined): Errand | undefined {
    if (kept === undefined && this.#standing.size >= this.#room) return undefined;
    return { destination, kept };
  }

  #compare() {
    const wanted = wantedPositions(this.#present, this.#options.first, this.#room);
    return rearrange([...this.#standing], wanted, this.#present);
  }

  /** @param newcomers how many more are to come. */
  #dropNeedless(newcomers: number): void {
    for (const each of this.#compare().needless) {
      if (this.#standing.size + newcomers <= this.#room) return;
      this.#standing.delete(each);
      void each.replay.close();
    }
  }

  /** How many may stand. */
  get #room(): number {
    // The moments that are kept of a replay take about as much as another one.
    const room = Math.floor(this.#options.memory / Math.max(1, this.#size)) - 1;
    return this.#size === 0 ? 1 : Math.max(1, room);
  }

  async #bring({ destination, kept }: Errand): Promise<void> {
    const { promise: arrival, resolve } = Promise.withResolvers<void>();
    const underWay: UnderWay = { destination, replay: kept?.replay, arrival };
    this.#underWay = underWay;
    if (kept !== undefined) this.#standing.delete(kept);
    try {
      const replay = kept?.replay ?? (await this.#options.start());
      underWay.replay = replay;
      const isWanted = !this.#isClosed && replay.position < destination;
      if (isWanted) await replay.runTo({}, destination);
      this.keep(replay);
    } finally {
      this.#underWay = undefined;
      resolve();
    }
  }
}

/** The one that stands latest. */
function lastOf(kept: readonly Kept[]): Kept | undefined {
  return kept.toSorted((a, b) => b.position - a.position)[0];
}
