import type { KeptMoments } from './keptMoments.ts';
import type { Replays } from './replays.ts';
import type { Sight } from './sight.ts';
import type { Standpoint } from './standpoint.ts';

/** The moment of a recorded program that is looked at, and the replay by which it goes on from there. */
export class Whereabouts {
  readonly #replays: Replays;
  #sight: Sight;
  /** The replay that stands there, or at the last of the moments that are kept. */
  #standpoint: Standpoint;
  /** Those that the one that is looked at is among. */
  #kept: KeptMoments | undefined;

  constructor(replays: Replays, standpoint: Standpoint) {
    this.#replays = replays;
    this.#sight = standpoint;
    this.#standpoint = standpoint;
  }

  get sight(): Sight {
    return this.#sight;
  }

  get kept(): KeptMoments | undefined {
    return this.#kept;
  }

  /** Whether there is nothing to be looked at: the program is over. */
  get isLost(): boolean {
    return this.#standpoint.replay.hasEnded;
  }

  /** How far the replay has come: beyond the moment while it runs on. */
  get position(): number {
    return this.#sight === this.#standpoint
      ? this.#standpoint.replay.position
      : this.#sight.moment.position;
  }

  /**
   * Looks at another moment, and leaves the replay that stood at the former one.
   *
   * @param kept the moments that it is among, if it is one of those.
   */
  moveTo(standpoint: Standpoint): void;
  moveTo(sight: Sight, kept: KeptMoments): void;
  moveTo(sight: Sight, kept?: KeptMoments): void {
    const [formerSight, former] = [this.#sight, this.#standpoint];
    this.#sight = sight;
    this.#kept = kept;
    this.#standpoint = kept?.witness ?? (sight as Standpoint);
    if (formerSight !== sight) formerSight.dropFork();
    if (former !== this.#standpoint) this.#replays.leave(former);
  }

  /**
   * The replay that goes on from there, which has to be brought there if it does not stand there.
   *
   * @throws ReplayError when that is not possible.
   */
  async stand(): Promise<Standpoint> {
    if (this.#sight !== this.#standpoint) {
      this.moveTo(await this.#replays.at(this.#sight.moment.position));
    }
    this.#kept = undefined;
    return this.#standpoint;
  }

  close(): void {
    this.#sight.dropFork();
    this.#standpoint.close();
  }
}
