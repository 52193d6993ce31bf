import type {
  BoundBreakpoint,
  BreakpointHits,
  DataBreakpoint,
  FunctionBreakpoint,
  InstructionBreakpoint,
} from '../../protocol/breakpoints.ts';
import type { Commands } from '../../protocol/messages.ts';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import type { ReplayArrival, StandingReplay } from '../../runtime/node/standingReplay.ts';
import type { Arrival, Targets } from '../../runtime/watching/moments.ts';
import type { WayBack } from '../program/debuggee.ts';
import {
  type ForwardPlan,
  type KeptStop,
  NO_PLAN,
  type ReplayStop,
  type SeenStop,
  StopCauses,
} from './causes.ts';
import { ReplayFilters } from './filters.ts';
import type { Fork } from './fork.ts';
import type { FunctionBreakpoints } from './functionBreakpoints.ts';
import { Judge } from './judge.ts';
import { Past } from './past.ts';
import { allMarks, PlacedBreakpoints } from './placedBreakpoints.ts';
import { Replays, type ReplaysOptions } from './replays.ts';
import { Reversal } from './reversal.ts';
import type { Sight } from './sight.ts';
import type { Standpoint } from './standpoint.ts';
import { type StoredVariable, VariableWatch } from './variableWatch.ts';
import { Whereabouts } from './whereabouts.ts';

/** How a recorded run ended. */
export interface RecordedEnd {
  readonly outcome: GuestOutcome;
  /** How many instructions there were. */
  readonly position: number;
  /** The replay that has been there, whose switches are all that there were. */
  readonly replay: StandingReplay;
}

/** A number of instructions that takes no time. */
const SHORTLY = 2 ** 16;

/** Why it stops at a position that somebody wanted to see. */
const GOTO: SeenStop['cause'] = { reason: 'goto' };

/** Where a recorded run stands that is looked at, and how it gets elsewhere. */
export class Course {
  readonly replays: Replays;
  readonly #breakpoints = new PlacedBreakpoints();
  readonly variables = new VariableWatch();
  readonly #past: Past;
  readonly #filters: ReplayFilters;
  readonly #causes: StopCauses;
  readonly #reversal: Reversal;
  readonly #where: Whereabouts;
  #end: RecordedEnd | undefined;
  /** Whether it stands where it has been told of the end. */
  #isAtEnd = false;
  /** The replay that is on its way. */
  #running: Standpoint | undefined;
  #isPauseWanted = false;
  /** Whether the lines that are marked in the replay under way are others by now. */
  #isStale = false;

  private constructor(replays: Replays, entry: Standpoint, { recorded }: ReplaysOptions) {
    this.replays = replays;
    this.#where = new Whereabouts(replays, entry);
    this.#past = new Past(replays);
    this.#filters = new ReplayFilters(replays, this.#past, recorded.python.version);
    const judge = new Judge(replays, this.#breakpoints);
    const [breakpoints, filters, variables] = [this.#breakpoints, this.#filters, this.variables];
    this.#causes = new StopCauses(replays, { judge, breakpoints, filters, variables });
    this.#reversal = new Reversal(replays, this.#past, this.#causes, () => this.#isPauseWanted);
  }

  /**
   * Starts a replay, up to the program's first line.
   *
   * @throws Error with a sentence when the recording cannot be replayed.
   */
  static async begin(options: ReplaysOptions): Promise<Course> {
    const { replays, entry } = await Replays.begin(options);
    return new Course(replays, entry, options);
  }

  /** The moment that is looked at, or the replay that is under way. */
  get here(): Sight {
    return this.#where.sight;
  }

  /** How far it has come. */
  get position(): number {
    return this.#where.position;
  }

  get functions(): FunctionBreakpoints {
    return this.#breakpoints.functions;
  }

  /** How the recorded run ended, if it has been there. */
  get end(): RecordedEnd | undefined {
    return this.#end;
  }

  configure(configuration: Commands['configure']['args']): void {
    this.replays.configuration = configuration;
    this.#past.forget();
    this.functions.forget();
    this.#apply();
  }

  /** Sets the breakpoints of a file, where an agent says that they are. @returns what the client is told. */
  setBreakpoints(
    args: Commands['setBreakpoints']['args'],
    fork: Fork,
  ): Promise<readonly BoundBreakpoint[]> {
    return this.#applied(this.#breakpoints.lines.replace(args, fork));
  }

  /** Replaces all breakpoints on functions, which an agent checks. @returns what the client is told of them. */
  setFunctionBreakpoints(
    breakpoints: readonly FunctionBreakpoint[],
    fork: Fork,
  ): Promise<readonly BoundBreakpoint[]> {
    return this.#applied(this.functions.replace(breakpoints, fork));
  }

  /** Replaces all breakpoints on instructions, which an agent finds. @returns what the client is told of them. */
  setInstructionBreakpoints(
    breakpoints: readonly InstructionBreakpoint[],
    fork: Fork,
  ): Promise<readonly BoundBreakpoint[]> {
    return this.#applied(this.#breakpoints.instructions.replace(breakpoints, fork));
  }

  /** Sets the filters, which an agent checks. @returns what is wrong with each, or null. */
  setFilters({ filters }: Commands['setFilters']['args'], fork: Fork): Promise<(string | null)[]> {
    return this.#applied(this.#filters.replace(filters, fork));
  }

  /** Replaces all breakpoints on variables, whose conditions an agent checks. @returns what the client is told of them. */
  async setDataBreakpoints(
    breakpoints: readonly DataBreakpoint[],
    fork: Fork,
  ): Promise<BoundBreakpoint[]> {
    const problems = await fork.call('checkBreakpoints', { breakpoints });
    const { position } = this.here.moment;
    const placed = this.variables.replace(breakpoints, problems, position);
    this.#apply();
    return placed;
  }

  /** How often breakpoints were reached up to where it stands, as far as that is known. */
  hits(): BreakpointHits[] {
    return this.#causes.judge.hits(this.here.moment.position);
  }

  /** Has it stop where it is. */
  pause(): void {
    this.#isPauseWanted = true;
    this.#running?.replay.pause();
  }

  /** Lets the program begin, from its first line. @returns where it stops; undefined when it is over. */
  async run(stopOnEntry: boolean): Promise<SeenStop | undefined> {
    this.#begin();
    const standpoint = await this.#where.stand();
    const { moment } = standpoint;
    const marks = this.#breakpoints.all.filter(each => each.isAt(moment)).map(({ id }) => id);
    this.#causes.judge.passed(moment.position - 1, { moment, marks });
    const arrival: Arrival = { kind: 'mark', moment, marks };
    const stop = await this.#causes.at(standpoint, arrival);
    if (!stopOnEntry) return stop === undefined ? this.forward(NO_PLAN) : this.#moveTo(stop);
    const { breakpoints } = stop?.cause ?? {};
    return { sight: standpoint, cause: { reason: 'entry', breakpoints } };
  }

  /** Goes on. @returns where it stops; undefined when it has gone on from the end. */
  async forward(plan: ForwardPlan): Promise<SeenStop | undefined> {
    // It stands before what was last, and has been told of that.
    if (this.#isAtEnd) return undefined;
    this.#begin();
    const standpoint = await this.#where.stand();
    if (this.#isPauseWanted) return this.stay();
    const begun = this.position;
    for (let isFirst = true; ; isFirst = false) {
      const from = this.position;
      const arrival = await this.#runOn(standpoint, plan, isFirst);
      if (arrival.kind === 'over') return this.#stopAtEnd(endOf(arrival, standpoint.replay));
      const { judge } = this.#causes;
      judge.passed(from, arrival);
      await judge.log(standpoint, arrival.marks);
      const stop = await this.#causes.at(standpoint, arrival, plan, begun);
      if (stop !== undefined) return this.#moveTo(stop);
      if (this.#isPauseWanted) return this.stay();
      this.replays.follow(this.position);
    }
  }

  /** Goes back. @returns where it stops. */
  async back(way: Exclude<WayBack, { to: 'change' }>): Promise<SeenStop> {
    this.#begin();
    if (way.to === 'position') return this.#goTo(way.position);
    const stop = await this.#find(way);
    this.#isAtEnd = false;
    return stop === undefined ? this.#pausedHere() : this.#moveTo(stop);
  }

  /** Goes back to where a variable was set last. @returns where it stops. */
  async backToChange(variable: StoredVariable): Promise<SeenStop> {
    this.#begin();
    const stop = await this.#reversal.toChange(variable, this.here.moment.position);
    this.#isAtEnd = false;
    return this.#moveTo(stop);
  }

  /** Where it stands, for whoever wanted it to go elsewhere. */
  stay(): SeenStop | undefined {
    return this.#where.isLost ? undefined : this.#pausedHere();
  }

  close(): void {
    this.replays.close();
    this.#where.close();
  }

  #begin(): void {
    this.#isPauseWanted = false;
  }

  async #goTo(wanted: number): Promise<SeenStop> {
    if (this.#end !== undefined && wanted > this.#end.position) return this.#stopAtEnd(this.#end);
    this.#isAtEnd = false;
    const position = Math.max(wanted, this.replays.first.position);
    // What was changed in its fork is not to be seen again.
    this.here.dropFork();
    if (position < this.position) this.#where.moveTo(await this.replays.at(position));
    const standpoint = await this.#where.stand();
    while (this.position < position && !this.#isPauseWanted) {
      const arrival = await this.#run(standpoint, () => standpoint.runTo({}, position));
      if (arrival.kind === 'over') return this.#stopAtEnd(endOf(arrival, standpoint.replay));
    }
    return this.#isPauseWanted ? this.#pausedHere() : { sight: standpoint, cause: GOTO };
  }

  #find(
    way: Exclude<WayBack, { to: 'change' | 'position' }>,
  ): Promise<ReplayStop | KeptStop | undefined> {
    const { moment } = this.here;
    // What was raised in the last line came after that had begun.
    const before = this.#isAtEnd && this.#end ? this.#end.position + 1 : moment.position;
    switch (way.to) {
      case 'step':
        return this.#reversal.step(moment, way, this.#where.kept);
      case 'stop':
        return this.#reversal.toLastStop(before);
      case 'switch':
        return this.#reversal.toSwitch(before);
      case 'start':
        return this.#reversal.start();
      case 'instruction':
        return this.#reversal.toInstruction(way.instruction);
    }
  }

  /** What the client is told of something that is set, and that holds from then on. */
  async #applied<Answer>(setting: Promise<Answer>): Promise<Answer> {
    const answer = await setting;
    this.#apply();
    return answer;
  }

  /** Tells the replay that is looked at what holds now, if need be by interrupting it. */
  #apply(): void {
    this.replays.marks = allMarks([this.#breakpoints.marks, { lines: this.#filters.marks }]);
    // Another one may be looked at when it goes on.
    this.#isStale = true;
    this.#running?.replay.pause();
  }

  async #runOn(
    standpoint: Standpoint,
    plan: ForwardPlan,
    isFirst: boolean,
  ): Promise<ReplayArrival> {
    if (this.#isStale) this.replays.prepare(standpoint.replay);
    this.#isStale = false;
    const targets = joined(plan.targets, this.#causes.targets);
    return this.#run(standpoint, () =>
      standpoint.pausing(() => (isFirst ? standpoint.runTo(targets) : standpoint.goOn(targets))),
    );
  }

  /** What the replay that is looked at does, whom others may interrupt meanwhile. */
  async #run(standpoint: Standpoint, run: () => Promise<ReplayArrival>): Promise<ReplayArrival> {
    this.#running = standpoint;
    try {
      return await run();
    } finally {
      this.#running = undefined;
    }
  }

  /** The last line of the program is as good as its end, and can be looked at. */
  async #stopAtEnd(end: RecordedEnd): Promise<SeenStop> {
    this.#end = end;
    this.#isAtEnd = true;
    // What is looked for is shortly before the end, where one goes at once that will stand there.
    const near = Math.max(this.replays.first.position, end.position - SHORTLY);
    const standpoint = await this.replays.before(near);
    const [last = this.replays.first] = await Promise.all([
      this.#past.last({ lines: true }, end.position + 1),
      this.replays.reaches(standpoint, near),
    ]);
    const stands = await this.replays.elsewhere(standpoint, last.position);
    const text = 'The recording ends here.';
    return this.#moveTo({ standpoint: stands, cause: { reason: 'pause', text } });
  }

  #moveTo(stop: ReplayStop | KeptStop): SeenStop {
    if ('kept' in stop) this.#where.moveTo(stop.sight, stop.kept);
    else this.#where.moveTo(stop.standpoint);
    return { sight: this.here, cause: stop.cause };
  }

  #pausedHere(): SeenStop {
    // What was changed in its fork is not to be seen again.
    this.here.dropFork();
    return { sight: this.here, cause: { reason: 'pause' } };
  }
}

function endOf(
  { outcome, position }: Extract<ReplayArrival, { kind: 'over' }>,
  replay: StandingReplay,
): RecordedEnd {
  return { outcome, position, replay };
}

/** What either of two looks for. */
function joined(targets: Targets, others: Targets): Targets {
  return {
    ...targets,
    marks: targets.marks || others.marks || false,
    raises: targets.raises || others.raises || false,
    unwinds: others.unwinds || false,
    switches: targets.switches || others.switches || false,
    changes: others.changes ?? [],
  };
}
