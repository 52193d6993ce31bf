import type { Arrival, Moment } from '../../runtime/watching/moments.ts';
import { holdsAtHit } from './hitCondition.ts';
import { hasText, type Judge } from './judge.ts';
import type { Replays } from './replays.ts';
import type { Standpoint } from './standpoint.ts';
import type { VariableWatch, WatchedVariable } from './variableWatch.ts';

/** When a word of memory has changed, from one position to another, these included. */
interface KnownChanges {
  readonly first: number;
  readonly last: number;
  readonly moments: readonly Moment[];
}

/**
 * Says which breakpoints on variables stop a replay where words of memory have changed. Hits count from where the
 * breakpoint was set, in both directions: what had the variable's place in memory before it was there is none of it.
 */
export class ChangeJudge {
  readonly #replays: Replays;
  readonly #judge: Judge;
  readonly #variables: VariableWatch;
  /** By the address of the word, and where counting begins. */
  readonly #known = new Map<string, KnownChanges>();

  constructor(replays: Replays, judge: Judge, variables: VariableWatch) {
    this.#replays = replays;
    this.#judge = judge;
    this.#variables = variables;
  }

  /** The breakpoints that stop where a replay stands. */
  async reached(standpoint: Standpoint, { changed = [] }: Arrival): Promise<WatchedVariable[]> {
    const reached: WatchedVariable[] = [];
    for (const watched of this.#variables.at(changed)) {
      if (await this.#isHit(standpoint, watched)) reached.push(watched);
    }
    return reached;
  }

  async #isHit(standpoint: Standpoint, watched: WatchedVariable): Promise<boolean> {
    const { condition, hitCondition, since } = watched;
    if (!(await this.#judge.isTrue(standpoint, condition))) return false;
    if (!hasText(hitCondition)) return true;
    const { position } = standpoint.moment;
    const moments = (await this.#changesUpTo(watched, position)).filter(each =>
      position > since
        ? each.position > since && each.position <= position
        : each.position <= since && each.position >= position,
    );
    return holdsAtHit(hitCondition, await this.#judge.countTrue(moments, condition));
  }

  /** The changes between where counting begins and a position at which there is one, and perhaps more. */
  async #changesUpTo(
    { variable: { address }, since }: WatchedVariable,
    position: number,
  ): Promise<readonly Moment[]> {
    const key = `${address} ${since}`;
    let known = this.#known.get(key) ?? { first: since, last: since, moments: [] };
    if (position > known.last) {
      const moments = await this.#changes(address, known.last, position);
      known = { ...known, last: position, moments: [...known.moments, ...moments] };
    } else if (position < known.first) {
      // One that stands where a change was is not told of that.
      const moments = await this.#changes(address, position - 1, known.first);
      known = { ...known, first: position, moments: [...moments, ...known.moments] };
    }
    this.#known.set(key, known);
    return known.moments;
  }

  /** The changes from a position on, without what was changed there, to another one. */
  async #changes(address: number, from: number, to: number): Promise<Moment[]> {
    const standpoint = await this.#replays.at(Math.max(from, this.#replays.first.position));
    const most = Number.POSITIVE_INFINITY;
    const { arrivals } = await standpoint.survey({ changes: [address] }, to, most);
    this.#replays.leave(standpoint);
    return arrivals.map(({ moment }) => moment);
  }
}
