import { AGENT_FOLDER, type Commands } from '../../protocol/messages.ts';
import type { CodeRule } from '../../protocol/program.ts';
import type { ForkImage } from '../../runtime/fork.ts';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import { GuestThread } from '../../runtime/node/guestThread.ts';
import { StandingReplay } from '../../runtime/node/standingReplay.ts';
import { isOwn, isSteppable } from '../../runtime/node/steppableCode.ts';
import type { SteppableCode } from '../../runtime/node/travelMessages.ts';
import type { MarkedPlaces, Moment } from '../../runtime/watching/moments.ts';
import { notReplayable, programEnded } from '../errors.ts';
import { compileForNextTime } from '../node/compiledPython.ts';
import { pythonCodeFile } from '../node/pythonCode.ts';
import type { Output } from '../program/debuggee.ts';
import { defaultGuestPath } from '../python/guestPath.ts';
import { Fork, type ForkReach } from './fork.ts';
import { ReplayKeeper } from './keeper.ts';
import { type RecordedProgram, recordedPackages, standingReplayOf } from './recordedProgram.ts';
import type { ShownOutput } from './shownOutput.ts';
import { Standpoint } from './standpoint.ts';

/** The debugger's own code, which is in a program that was debugged while it was recorded. */
const OF_AGENT = { path: `${AGENT_FOLDER}/**`, include: false };

/** What replays are made of, and how many there may be. */
export interface ReplaysOptions {
  readonly recorded: RecordedProgram;
  readonly reach: ForkReach;
  /** How much memory those may take that only stand, in bytes. */
  readonly memory: number;
  readonly output: ShownOutput;
  /** Told of what agents and evaluations print. */
  readonly tell: (output: Output) => void;
}

/** All replays of a recording: they are started here, and are told what holds for all of them. */
export class Replays {
  readonly #options: ReplaysOptions;
  /** The thread of the next fork. */
  #spare: GuestThread;
  /** Those that have not ended, whoever has them. */
  readonly #alive = new Set<StandingReplay>();
  #isClosed = false;
  #keeper: ReplayKeeper | undefined;
  #first: Moment | undefined;
  #marks: MarkedPlaces = {};
  #configuration: Commands['configure']['args'] | undefined;

  private constructor(options: ReplaysOptions) {
    this.#options = options;
    this.#spare = forkThread(options.recorded);
  }

  /**
   * Starts the first one.
   *
   * @returns it, where it stands at the program's first line, and what makes others.
   * @throws ReplayError when the recording cannot be replayed.
   */
  static async begin(
    options: ReplaysOptions,
  ): Promise<{ readonly replays: Replays; readonly entry: Standpoint }> {
    const replays = new Replays(options);
    try {
      return { replays, entry: await replays.#begin() };
    } catch (error) {
      replays.close();
      throw error;
    }
  }

  async #begin(): Promise<Standpoint> {
    const replay = await this.#start();
    const arrival = await replay.runTo({ entry: true });
    if (arrival.kind === 'over') throw notReplayable(whyOver(arrival.outcome));
    this.#first = arrival.moment;
    this.#keeper = new ReplayKeeper({
      start: () => this.#start(),
      first: arrival.moment.position,
      memory: this.#options.memory,
    });
    return this.standpoint(replay);
  }

  /** Where the program's first line begins. */
  get first(): Moment {
    return this.#first as Moment;
  }

  /** Sets what is marked in those that are prepared from now on. */
  set marks(marks: MarkedPlaces) {
    this.#marks = marks;
  }

  /** Sets what the agents of forks are told, and where steps stop. */
  set configuration(configuration: Commands['configure']['args']) {
    this.#configuration = configuration;
  }

  /** A replay as one that stands somewhere. */
  standpoint(replay: StandingReplay): Standpoint {
    this.prepare(replay);
    return new Standpoint(replay, () => this.fork(replay.image(), replay.position));
  }

  /** Tells a replay that stands what holds now. */
  prepare(replay: StandingReplay): void {
    replay.setMarks(this.#marks);
    replay.setSteppable(this.steppable);
  }

  /** Which code is the user's own, as far as it is known without the program. */
  get steppable(): SteppableCode {
    const { justMyCode = true, rules = [] } = this.#configuration ?? {};
    return {
      justMyCode,
      rules: [
        OF_AGENT,
        ...rules.flatMap(rule => patternsOf(rule).map(path => ({ path, include: rule.include }))),
      ],
      packages: [
        ...recordedPackages(this.#options.recorded.header),
        ...this.#options.reach.packages.map(defaultGuestPath),
      ],
    };
  }

  /** Whether steps stop in code of a file, by its path in the guest. */
  isSteppable(file: string): boolean {
    return isSteppable(file, this.steppable);
  }

  /** Whether code of a file, by its path in the guest, is the user's own. */
  isOwn(file: string): boolean {
    return isOwn(file, this.steppable);
  }

  /**
   * A replay that stands at a position.
   *
   * @throws ReplayError when it cannot be replayed.
   */
  async at(position: number): Promise<Standpoint> {
    const standpoint = await this.before(position);
    await this.advance(standpoint, position);
    return standpoint;
  }

  /** One that stands at a position: that which stands somewhere if it does so before, or another one. */
  async elsewhere(standpoint: Standpoint, position: number): Promise<Standpoint> {
    if (standpoint.replay.position > position || standpoint.replay.hasEnded) {
      this.leave(standpoint);
      return this.at(position);
    }
    await this.advance(standpoint, position);
    return standpoint;
  }

  /** A replay that stands somewhere before a position, or at it. */
  async before(position: number): Promise<Standpoint> {
    return this.standpoint(await this.#keeperOfAll.take(position));
  }

  /** Has a replay run on to a position, if it does not stand there. @throws ReplayError when there is none. */
  async advance(standpoint: Standpoint, position: number): Promise<void> {
    const outcome = await this.#run(standpoint, position);
    if (outcome !== undefined) throw notReplayable(whyOver(outcome));
  }

  /** The same. @returns false when it is over before, as it is where the interpreter takes itself apart. */
  async reaches(standpoint: Standpoint, position: number): Promise<boolean> {
    return (await this.#run(standpoint, position)) === undefined;
  }

  async #run(standpoint: Standpoint, position: number): Promise<GuestOutcome | undefined> {
    // Somebody may interrupt it who wanted it before.
    while (standpoint.replay.position < position) {
      const arrival = await standpoint.runTo({}, position);
      if (arrival.kind === 'over') return arrival.outcome;
    }
    return undefined;
  }

  /** Takes one that is not wanted now, and may be later. */
  leave(standpoint: Standpoint): void {
    standpoint.dropFork();
    if (standpoint.replay.hasEnded) void standpoint.replay.close();
    else this.#keeperOfAll.keep(standpoint.replay);
  }

  /** Has another one run behind one that is on its way, and has come to a position. */
  follow(position: number): void {
    this.#keeperOfAll.follow(position);
  }

  /** Has others stand where they are useful for a program that stands at a position. */
  arrange(present: number): void {
    this.#keeperOfAll.arrange(present);
  }

  /** Ends all replays: also those that are on their way somewhere, which would keep this process busy. */
  close(): void {
    this.#isClosed = true;
    this.#keeper?.close();
    for (const replay of this.#alive) void replay.close();
    void this.#spare.terminate();
    compileForNextTime(this.#options.recorded.python);
  }

  get #keeperOfAll(): ReplayKeeper {
    return this.#keeper as ReplayKeeper;
  }

  /** Starts one that is to run ahead of the program, of which nothing is shown: what it prints is not printed yet. */
  startAhead(): Promise<StandingReplay> {
    return this.#start(false);
  }

  async #start(isShown = true): Promise<StandingReplay> {
    this.#checkOpen();
    const replay = new StandingReplay(standingReplayOf(this.#options.recorded));
    this.#alive.add(replay);
    replay.once('ended', () => this.#alive.delete(replay));
    if (isShown) this.#options.output.follow(replay);
    await replay.ready();
    if (!replay.hasEnded) return replay;
    const arrival = await replay.runTo({});
    throw notReplayable(arrival.kind === 'over' ? whyOver(arrival.outcome) : arrival.kind);
  }

  #checkOpen(): void {
    if (this.#isClosed) throw programEnded();
  }

  /** Makes a fork of a moment, by its position. */
  async fork(image: ForkImage, position: number): Promise<Fork> {
    this.#checkOpen();
    const { recorded, reach, tell } = this.#options;
    const place = this.#spare;
    // The next one is wanted soon, and its thread takes as long to start as all the rest.
    this.#spare = forkThread(recorded);
    const moment = {
      image,
      // Between two instructions there are the exceptions that come out of the first one.
      isRaising: !Number.isInteger(position),
      place,
    };
    const fork = await Fork.make(recorded, moment, reach);
    fork.on('output', tell);
    if (this.#configuration !== undefined) await fork.call('configure', this.#configuration);
    return fork;
  }
}

/** The thread of a fork that will be made. */
function forkThread({ python }: RecordedProgram): GuestThread {
  return new GuestThread({ program: python.interpreter, codeFile: pythonCodeFile(python) });
}

/** Why a replay is over that should not be. */
function whyOver(outcome: GuestOutcome): string {
  switch (outcome.kind) {
    case 'exited':
      return `It ends with exit code ${outcome.code} before its first line.`;
    case 'terminated':
      return 'The replay was ended meanwhile.';
    case 'unrecorded':
      return outcome.reason;
    case 'crashed':
      return `The replay has crashed: ${outcome.reason}.`;
  }
}

/** The patterns of paths that a rule is about. */
function patternsOf({ path, module }: CodeRule): string[] {
  if (path !== undefined) return [path];
  const file = `**/${module?.replaceAll('.', '/')}`;
  return [`${file}.py`, `${file}/**`];
}
