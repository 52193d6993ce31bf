import type { ReplayArrival, StandingReplay } from '../../runtime/node/standingReplay.ts';
import type { Arrival, Moment, Survey, Targets } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';
import { type HostRecords, Sight } from './sight.ts';

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

  /** Runs on to a position. @returns what it has passed on the way, the last ones of it, in their order. */
  async survey(targets: Targets, limit: number, count: number): Promise<Survey> {
    this.dropFork();
    let passed: Arrival[] = [];
    let isAnyWhole = false;
    do {
      const { arrivals, isWhole } = await this.replay.survey(targets, limit, count);
      // A frame that has begun on the way has nothing before but its call.
      if (isWhole) passed = passed.slice(-1);
      isAnyWhole ||= isWhole;
      passed.push(...arrivals);
      // Somebody may have interrupted it who wanted it no more.
    } while (this.replay.position < limit && !this.replay.hasEnded);
    return { arrivals: passed.slice(-count), isWhole: isAnyWhole };
  }

  close(): void {
    this.dropFork();
    void this.replay.close();
  }
}
