import type { ReplayArrival, StandingReplay } from '../../runtime/node/standingReplay.ts';
import type { Arrival, Moment, Survey, Targets } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';
import { PassedParts } from './passedParts.ts';
import { type HostRecords, Sight } from './sight.ts';

/** How often one tells where it is while it runs on, in milliseconds. */
const PAUSE_INTERVAL = 300;

/** A replay that stands, and the moment where it does. */
export class Standpoint extends Sight {
  readonly replay: StandingReplay;

  /** @param makeFork makes one of where the replay stands. */
  constructor(replay: StandingReplay, makeFork: () => Promise<Fork>) {
    super(makeFork);
    this.replay = replay;
  }

  /** Where it stands. */
  get moment(): Moment {
    return this.replay.moment as Moment;
  }

  get records(): HostRecords {
    return this.replay;
  }

  get memory(): ArrayBufferLike {
    return this.replay.memory.buffer;
  }

  get stackPointer(): number {
    return this.replay.state.registers.stackPointer;
  }

  /** Runs on from there. @returns where it has come to stand. */
  runTo(targets: Targets, limit?: number): Promise<ReplayArrival> {
    this.dropFork();
    return this.replay.runTo(targets, limit);
  }

  /** Goes on from where it has come to that nobody wanted to go to. @returns where it has come to stand. */
  goOn(targets: Targets): Promise<ReplayArrival> {
    this.dropFork();
    return this.replay.goOn(targets);
  }

  /**
   * Runs on to a position.
   *
   * @param onPassed told now and then of the latest that it has passed.
   * @returns what it has passed on the way, the last ones of it, in their order.
   */
  async survey(
    targets: Targets,
    limit: number,
    count: number,
    onPassed: (arrival: Arrival) => void = () => {},
  ): Promise<Survey> {
    this.dropFork();
    const passed = new PassedParts(targets.step?.from.frame);
    do {
      const part = await this.pausing(() => this.replay.survey(targets, limit, count));
      passed.add(part);
      const last = part.arrivals.at(-1);
      if (last !== undefined) onPassed(last);
      // Somebody may have interrupted it who wanted it no more.
    } while (this.replay.position < limit && !this.replay.hasEnded);
    const { arrivals, isWhole } = passed.survey;
    return { arrivals: arrivals.slice(-count), isWhole };
  }

  /** Runs on to the next line to which a step back from a moment could lead, or to that. */
  toLineBefore(from: Moment): ReturnType<StandingReplay['toLineBefore']> {
    this.dropFork();
    return this.replay.toLineBefore(from);
  }

  /** Has it pause now and then on its way, which whoever sent it has it go on with: so it tells where it is. */
  async pausing<Result>(run: () => Promise<Result>): Promise<Result> {
    const timer = setInterval(() => this.replay.pause(), PAUSE_INTERVAL);
    try {
      return await run();
    } finally {
      clearInterval(timer);
    }
  }

  close(): void {
    this.dropFork();
    void this.replay.close();
  }
}
