import { contextOfThread } from '../../protocol/messages.ts';
import type { ReplayArrival, StandingReplay } from '../../runtime/node/standingReplay.ts';
import { MAIN_THREAD } from '../../runtime/threadGroup.ts';
import type { Arrival, Moment, Survey, Targets } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';

/** A replay that stands, and the fork by which the moment is looked at where it stands. */
export class Standpoint {
  readonly replay: StandingReplay;
  readonly #makeFork: () => Promise<Fork>;
  #fork: Promise<Fork> | undefined;

  /** @param makeFork makes one of where the replay stands. */
  constructor(replay: StandingReplay, makeFork: () => Promise<Fork>) {
    this.replay = replay;
    this.#makeFork = makeFork;
  }

  /** Where it stands. */
  get moment(): Moment {
    return this.replay.moment as Moment;
  }

  /** The fork of where it stands, which is made when it is first asked for, and when it was ended. */
  async fork(): Promise<Fork> {
    this.#fork ??= this.#makeFork();
    const fork = await this.#fork;
    if (!fork.hasEnded) return fork;
    this.#fork = this.#makeFork();
    return this.#fork;
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

  /** Lets go of the fork, which ends unless the user looks around in it. */
  dropFork(): void {
    const fork = this.#fork;
    this.#fork = undefined;
    fork?.then(
      made => {
        if (!made.isShown) void made.close();
      },
      () => {},
    );
  }

  close(): void {
    this.dropFork();
    void this.replay.close();
  }
}

/** What stands for the continuation of a moment in the protocol. */
export function contextOf({ thread, context }: Pick<Moment, 'thread' | 'context'>): number {
  return context === 0 && thread !== MAIN_THREAD ? contextOfThread(thread) : context;
}
