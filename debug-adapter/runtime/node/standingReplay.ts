import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { ContextRecord } from '../contextRecord.ts';
import type { ForkImage } from '../fork.ts';
import type { GuestOutcome } from '../hosting/messages.ts';
import type { LinkStep } from '../linking/linkSteps.ts';
import type { Registers } from '../scheduling/scheduler.ts';
import type { SwitchLog } from '../switchLog.ts';
import type { ThreadLives } from '../threadLives.ts';
import type { JourneyPlan } from '../watching/journey.ts';
import type { Arrival, MarkedPlaces, Moment, Survey, Targets } from '../watching/moments.ts';
import { GuestWorker } from './guestWorker.ts';
import type { ProgramFiles } from './programFiles.ts';
import {
  type SteppableCode,
  type TravelMessage,
  type TravelOrder,
  TravelState,
} from './travelMessages.ts';

/** What a replay is made of. */
export interface StandingReplayOptions extends ProgramFiles {
  /** Path of the recording. */
  readonly file: string;
  readonly args: readonly string[];
  readonly libraries: readonly string[];
  /** What the recording hides of the program's environment, and more. */
  readonly env: Readonly<Record<string, string>>;
  /** The paths in the guest, or their ends, that the program's main module may have. */
  readonly main: readonly string[];
  /** How many of the latest switches between contexts to keep. */
  readonly recordedSwitches: number;
}

/** How a replay has come to stand still: at its end there is no moment any more. */
export type ReplayArrival =
  | Arrival
  | { readonly kind: 'over'; readonly position: number; readonly outcome: GuestOutcome };

interface StandingReplayEvents {
  /** The program wrote to standard output (1) or error (2), or sent something by its channel. */
  output: [stream: number, bytes: Uint8Array];
  /** It cannot go anywhere any more. */
  ended: [];
}

/** Nothing that stops it. */
const NOWHERE: Targets = {};

/**
 * A replay in a thread of its own, which runs to where it is told, and stands still there. Where it has been it does not
 * come to again.
 */
export class StandingReplay extends EventEmitter<StandingReplayEvents> {
  readonly #guest: GuestWorker;
  readonly #port: MessagePort;
  readonly #state: Int32Array;
  readonly #links: LinkStep[] = [];
  #arrived = Promise.withResolvers<ReplayArrival>();
  #survey: Survey = { arrivals: [], isWhole: false };
  #registers: Registers | undefined;
  #moment: Moment | undefined;
  #position = 0;
  #hasEnded = false;
  #marks: MarkedPlaces | undefined;
  #steppable: SteppableCode | undefined;

  /** Starts it; it stands before the first instruction. */
  constructor({ file, main, ...program }: StandingReplayOptions) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const state = new SharedArrayBuffer(8);
    this.#state = new Int32Array(state);
    const first = { plan: { targets: NOWHERE, limit: 0 } };
    this.#guest = new GuestWorker({
      ...program,
      // Whatever the program is told of these, it was told when it was recorded.
      cwd: '/',
      mounts: [],
      output: 'message',
      isWatched: true,
      recording: { kind: 'replay', file, travel: { port: port2, state, main, first } },
    });
    this.#guest.on('ended', outcome => this.#onEnded(outcome));
    port1.on('message', (message: TravelMessage) => this.#receive(message));
  }

  /** Where it stands, or has stood last. */
  get moment(): Moment | undefined {
    return this.#moment;
  }

  /** How far it has come, as far as that is known. */
  get position(): number {
    return this.#position;
  }

  /** Whether it can go anywhere. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** The program's memory, which is not to be written to. */
  get memory(): WebAssembly.Memory {
    return this.#guest.memory as WebAssembly.Memory;
  }

  /** What a fork of where it stands begins with besides memory. */
  get state(): Omit<ForkImage, 'memory'> {
    const { thread } = this.#moment as Moment;
    return { registers: this.#registers as Registers, thread, links: [...this.#links] };
  }

  /** How much memory it takes, about, in bytes. */
  get size(): number {
    return this.#guest.memory?.buffer.byteLength ?? 0;
  }

  /** The program's contexts where it stands. */
  get contexts(): ContextRecord {
    return this.#guest.contexts;
  }

  /** The latest switches between them up to there. */
  get switches(): SwitchLog {
    return this.#guest.switches as SwitchLog;
  }

  /** The threads besides the main one up to there. */
  get threads(): ThreadLives {
    return this.#guest.threads;
  }

  /** Resolves when it stands at its start. @throws ReplayError when it cannot. */
  async ready(): Promise<void> {
    await this.#arrived.promise;
  }

  /** Marks places from the next {@link runTo} on. */
  setMarks(marks: MarkedPlaces): void {
    this.#marks = marks;
  }

  /** Sets where steps stop, from the next {@link runTo} on. */
  setSteppable(steppable: SteppableCode): void {
    this.#steppable = steppable;
  }

  /**
   * Runs on from where it stands, until a target is met or a position is reached. One at a time.
   * @returns where it has come to stand.
   */
  runTo(targets: Targets, limit = Number.POSITIVE_INFINITY): Promise<ReplayArrival> {
    return this.#go({ targets, limit });
  }

  /**
   * Goes on from where it has come to that nobody wanted to go to, perhaps to other targets: a step that was under way
   * is the same.
   * @returns where it has come to stand.
   */
  goOn(targets: Targets): Promise<ReplayArrival> {
    return this.#go({ targets, limit: Number.POSITIVE_INFINITY }, true);
  }

  /**
   * Runs on to a position.
   * @returns what targets were passed on the way, a step being one back from that position: the last ones, of a number.
   */
  async survey(targets: Targets, limit: number, surveyed: number): Promise<Survey> {
    await this.#go({ targets, limit, surveyed });
    return this.#survey;
  }

  /**
   * Runs on to the next line to which a step back from a later moment could lead, or to that.
   * @returns where it has come to stand, and whether the moment's frame has begun on the way.
   */
  async toLineBefore(
    from: Moment,
  ): Promise<{ readonly arrival: ReplayArrival; readonly isWhole: boolean }> {
    const targets: Targets = { step: { kind: 'over', from } };
    const arrival = await this.#go({ targets, limit: from.position, surveyed: 0 });
    return { arrival, isWhole: this.#survey.isWhole };
  }

  /** Has it stand still at once, wherever it is. */
  pause(): void {
    Atomics.store(this.#state, TravelState.isInterrupted, 1);
  }

  /** What a fork begins with, while it stands. */
  image(): ForkImage {
    const bytes = new Uint8Array(this.memory.buffer);
    const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
    copy.set(bytes);
    return { ...this.state, memory: copy };
  }

  async close(): Promise<void> {
    this.#port.close();
    await this.#guest.terminate();
  }

  async #go(plan: JourneyPlan, goesOn = false): Promise<ReplayArrival> {
    if (this.#hasEnded) return this.#arrived.promise;
    this.#arrived = Promise.withResolvers();
    const order: TravelOrder = { plan, goesOn, marks: this.#marks, steppable: this.#steppable };
    this.#marks = undefined;
    this.#steppable = undefined;
    this.#port.postMessage(order);
    Atomics.add(this.#state, TravelState.orders, 1);
    Atomics.notify(this.#state, TravelState.orders);
    return this.#arrived.promise;
  }

  #receive(message: TravelMessage): void {
    if (message.type === 'output') {
      this.emit('output', message.stream, message.bytes);
      return;
    }
    if (message.type === 'linked') {
      this.#links.push(message.step);
      return;
    }
    this.#survey = message.survey;
    if (message.type === 'over') {
      this.#position = message.position;
      return;
    }
    this.#registers = message.registers;
    this.#moment = message.arrival.moment;
    this.#position = this.#moment.position;
    this.#arrived.resolve(message.arrival);
  }

  #onEnded(outcome: GuestOutcome): void {
    this.#hasEnded = true;
    // What it told before may come later than the message of its end.
    for (let rest = receiveMessageOnPort(this.#port); rest !== undefined; ) {
      this.#receive(rest.message);
      rest = receiveMessageOnPort(this.#port);
    }
    this.#arrived.resolve({ kind: 'over', position: this.#position, outcome });
    this.emit('ended');
  }
}
