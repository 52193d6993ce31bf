import type { StandingReplay } from '../../runtime/node/standingReplay.ts';
import { INSTRUCTION_TIME } from '../../runtime/watching/moments.ts';
import type { Outlook } from '../program/debuggee.ts';
import { RECORDED_SWITCHES } from '../program/recordedSwitches.ts';
import type { Course } from './course.ts';

/** How many switches it looks ahead of the present: the other half of a full log are those before. */
const MOST_AHEAD = RECORDED_SWITCHES / 2;

/**
 * How many instructions it runs at once for each switch that there is room for, as only then it is known how many there
 * were: Python code that does nothing but switch takes about as many. And how many at least.
 */
const LEG_PER_SWITCH = 8;
const SHORTEST_LEG = 2 ** 12;

/** How far a replay has come, and what the host knows of the program up to there. */
type Run = Pick<StandingReplay, 'switches' | 'threads' | 'position'>;

/**
 * Runs ahead of where a recorded run is looked at, by another replay, so that what will be is known before anybody goes
 * there: the switches, and when threads live. To the end, unless there are more switches than logs have room for.
 */
export class Scout {
  readonly #course: Course;
  #replay: StandingReplay | undefined;
  #isRunning = false;
  #isAtEnd = false;
  #hasFailed = false;

  constructor(course: Course) {
    this.#course = course;
  }

  /** Finds out more, if there is anything to find out from where the program stands. */
  runAhead(): void {
    if (this.#isEndKnown) {
      // It would only find out what is known.
      void this.#replay?.close();
      this.#replay = undefined;
    } else if (!this.#isRunning && !this.#hasFailed) {
      void this.#run();
    }
  }

  /** What is known by now. */
  get outlook(): Outlook {
    const { end, here, position, replays } = this.#course;
    const { switches, threads } = here.records;
    const present = { switches, threads, position };
    const others = [end?.replay, this.#replay].filter(each => each !== undefined);
    // They may have forgotten what is around the present by now.
    const furthest = others
      .filter(each => each.switches.oldest <= this.#present)
      .reduceRight<Run>(
        (best, each) => (each.switches.total >= best.switches.total ? each : best),
        present,
      );
    const isWhole = furthest === end?.replay || (furthest === this.#replay && this.#isAtEnd);
    return {
      switches: furthest.switches,
      threads: furthest.threads,
      begin: replays.first.position * INSTRUCTION_TIME,
      until: furthest.position * INSTRUCTION_TIME,
      reach: isWhole ? 'end' : this.#isRunning ? 'growing' : 'part',
    };
  }

  /** How many switches there were up to where the program stands. */
  get #present(): number {
    return this.#course.here.records.switches.total;
  }

  /** Whether the program has been at the end itself, and what was there has not made it forget the present. */
  get #isEndKnown(): boolean {
    const { end } = this.#course;
    return end !== undefined && end.replay.switches.oldest <= this.#present;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      const begun = this.#present;
      if (this.#replay !== undefined && this.#replay.switches.oldest > begun) {
        void this.#replay.close();
        this.#replay = undefined;
        this.#isAtEnd = false;
      }
      const replay = this.#replay ?? (await this.#course.replays.startAhead());
      this.#replay = replay;
      while (!replay.hasEnded && !this.#isEndKnown) {
        const room = this.#present + MOST_AHEAD - replay.switches.total;
        if (room <= 0) break;
        const leg = Math.max(SHORTEST_LEG, LEG_PER_SWITCH * room);
        const arrival = await replay.runTo({}, replay.position + leg);
        // It may have been closed on its way.
        this.#isAtEnd = arrival.kind === 'over' && arrival.outcome.kind !== 'terminated';
      }
      // Where C code switches, any number takes no instruction: another one would come to nothing else.
      this.#hasFailed = this.#present >= begun && replay.switches.oldest > this.#present;
    } catch {
      // Who goes there is told why that cannot be.
      this.#hasFailed = true;
    } finally {
      this.#isRunning = false;
    }
  }
}
