import type { Commands } from '../../protocol/messages.ts';
import type { StopReason } from '../../protocol/program.ts';
import type { Arrival, Moment, Targets } from '../../runtime/watching/moments.ts';
import { ChangeJudge } from './changeJudge.ts';
import type { ReplayFilters } from './filters.ts';
import type { Judge } from './judge.ts';
import type { KeptMoments } from './keptMoments.ts';
import { hasMarks, type PlacedBreakpoints } from './placedBreakpoints.ts';
import type { Replays } from './replays.ts';
import type { Sight } from './sight.ts';
import type { Standpoint } from './standpoint.ts';
import type { VariableWatch } from './variableWatch.ts';

/** A stop of a recorded program, and what the agent of its fork is told of it. */
export interface SeenStop {
  readonly sight: Sight;
  readonly cause: Commands['stand']['args'];
}

/** One at which a replay stands. */
export interface ReplayStop {
  readonly standpoint: Standpoint;
  readonly cause: SeenStop['cause'];
}

/** One of moments that are kept. */
export interface KeptStop extends SeenStop {
  readonly kept: KeptMoments;
}

/** What a replay runs on to, beside what the user has set to stop it. */
export interface ForwardPlan {
  readonly targets: Targets;
  /** Why it stops behind a switch, if it does there. */
  readonly stopsAtSwitch?: (moment: Moment) => StopReason | undefined;
}

/** Nothing but what the user has set. */
export const NO_PLAN: ForwardPlan = { targets: {} };

/** What stands in a stop's way to be told by the user's settings: breakpoints and filters. */
export class StopCauses {
  readonly judge: Judge;
  readonly #replays: Replays;
  readonly #breakpoints: PlacedBreakpoints;
  readonly #filters: ReplayFilters;
  readonly #variables: VariableWatch;
  readonly #changes: ChangeJudge;

  constructor(
    replays: Replays,
    settings: {
      readonly judge: Judge;
      readonly breakpoints: PlacedBreakpoints;
      readonly filters: ReplayFilters;
      readonly variables: VariableWatch;
    },
  ) {
    this.#replays = replays;
    this.judge = settings.judge;
    this.#breakpoints = settings.breakpoints;
    this.#filters = settings.filters;
    this.#variables = settings.variables;
    this.#changes = new ChangeJudge(replays, settings.judge, settings.variables);
  }

  /** What may stop a replay. */
  get targets(): Targets {
    return {
      marks: hasMarks(this.#breakpoints.marks) || this.#filters.marks.length > 0,
      raises: this.#filters.has('raised'),
      unwinds: this.#filters.has('userUnhandled') || this.#filters.has('crossing'),
      switches: this.#filters.has('switch'),
      changes: this.#variables.addresses,
    };
  }

  /** Whether it is known without a fork that a replay stops at a place. */
  isSure(arrival: Arrival): boolean {
    return this.judge.stopsAnyway(arrival);
  }

  /**
   * Why a replay stops where it has come to, if it does; not always there.
   *
   * @param begun from which position it has come.
   */
  async at(
    standpoint: Standpoint,
    arrival: Arrival,
    plan: ForwardPlan = NO_PLAN,
    begun = 0,
  ): Promise<ReplayStop | undefined> {
    const { moment, marks } = arrival;
    if (this.#filters.isUnhandled(marks)) {
      const origin = await this.#filters.originOf(standpoint, begun);
      if (origin !== undefined) {
        return { standpoint: origin, cause: { reason: 'exception', breakMode: 'unhandled' } };
      }
    }
    const ids = await this.judge.reached(standpoint, marks);
    const breakpoints = ids.length === 0 ? undefined : ids;
    const changes = await this.#changes.reached(standpoint, arrival);
    if (changes.length > 0) {
      const labels = changes.map(({ variable }) => variable.label);
      const text = `${labels.join(', ')} ${labels.length > 1 ? 'have' : 'has'} changed`;
      const all = [...changes.map(({ id }) => id), ...ids];
      return { standpoint, cause: { reason: 'data breakpoint', breakpoints: all, text } };
    }
    const kind = arrival.kind === 'change' ? arrival.besides : arrival.kind;
    if (kind === 'step') return { standpoint, cause: { reason: 'step', breakpoints } };
    if (kind === 'raise' && (await this.#isRaiseWanted(standpoint))) {
      return { standpoint, cause: { reason: 'exception', breakMode: 'always' } };
    }
    const unwinding = await this.#filters.unwindingAt(standpoint, arrival, begun);
    if (unwinding !== undefined) {
      const { origin, filter: breakMode } = unwinding;
      return { standpoint: origin, cause: { reason: 'exception', breakMode } };
    }
    if (kind === 'switch') {
      const reason = plan.stopsAtSwitch?.(moment);
      if (reason !== undefined) return { standpoint, cause: { reason, breakpoints } };
      if (await this.#filters.wantsSwitch(standpoint, arrival)) {
        const event = arrival.passing === 'thread' ? undefined : arrival.passing;
        return { standpoint, cause: { reason: 'switch', text: SWITCHED, event, breakpoints } };
      }
    }
    return breakpoints && { standpoint, cause: { reason: this.judge.reasonOf(ids), breakpoints } };
  }

  async #isRaiseWanted(standpoint: Standpoint): Promise<boolean> {
    const isOwn = this.#replays.isSteppable(standpoint.moment.path);
    return isOwn && (await this.#filters.wantsRaise(standpoint));
  }
}

const SWITCHED = 'control has come to this continuation';
