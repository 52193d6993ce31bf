import type { EventEmitter } from '#platform/events.ts';
import type { BoundBreakpoint } from '../../protocol/breakpoints.ts';
import type { ReplayPositionResponse, RunReach } from '../../protocol/customRequests.ts';
import type { Commands, EventMessage } from '../../protocol/messages.ts';
import type { Module } from '../../protocol/program.ts';
import type { ContextRecord } from '../../runtime/contextRecord.ts';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import type { NativeFrame } from '../../runtime/nativeStacks.ts';
import type { SwitchLog } from '../../runtime/switchLog.ts';
import type { ThreadLives } from '../../runtime/threadLives.ts';
import type { Granularity } from '../../runtime/watching/moments.ts';
import type { PythonVersion } from '../python/versions.ts';
import type { AgentConnection } from './agentConnection.ts';
import type { PathMap } from './pathMap.ts';

/** The commands that let the program go on. */
export type ResumeCommand = 'run' | 'resume' | 'step' | 'stepToSwitch' | 'runTo';

/** The agent's word of a stop. */
export type Stopped = Extract<EventMessage, { event: 'stopped' }>;
export type MissingModule = Extract<EventMessage, { event: 'missingModule' }>;
export type Output = Extract<EventMessage, { event: 'output' }>;

/** A way back in a recorded run, or to any position of it. */
export type WayBack =
  /** The last line of a continuation, or the last instruction of the one that runs. */
  | { readonly to: 'step'; readonly context: number; readonly granularity: Granularity }
  /** The last place at which it would have stopped. */
  | { readonly to: 'stop' }
  | { readonly to: 'switch' }
  /** The line that has set a variable last. */
  | { readonly to: 'change'; readonly variable: Commands['probeStorage']['args'] }
  | { readonly to: 'start' }
  /** The last line that began after a switch, forwards too, by the number of the instruction that switched. */
  | { readonly to: 'instruction'; readonly instruction: number }
  | { readonly to: 'position'; readonly position: number };

/** What is known of a recorded run, also of what is behind the moment that is looked at. */
export interface Outlook {
  /** The switches of the main thread: of those of the whole run that there is room for, the ones around that moment. */
  readonly switches: SwitchLog;
  /** The threads besides the main one. */
  readonly threads: ThreadLives;
  /** When the program's first line began, and up to when the run is known: as {@link Debuggee.now}. */
  readonly begin: number;
  readonly until: number;
  readonly reach: RunReach;
}

export interface DebuggeeEvents {
  stopped: [stop: Stopped];
  /** The program goes on. */
  resumed: [];
  output: [output: Output];
  /** The program has begun to load a module. */
  module: [module: Module];
  /** The program stops, or ends, as a module is not there. */
  missingModule: [module: MissingModule];
  /** The contexts whose greenlets the agent has told of, as left over at the end. */
  left: [contexts: readonly number[]];
  /** A switch of the main thread's, by its sequence number, has brought an exception of a type. */
  threw: [sequence: number, exception: string];
  /** A breakpoint has moved or ended. */
  breakpoint: [breakpoint: BoundBreakpoint];
  /** The program has asked for input, of which it has none. */
  inputMissing: [];
  /** The program is over. Emitted once. */
  ended: [outcome: GuestOutcome];
}

/** The program that is being debugged, as the session deals with it. */
export interface Debuggee extends EventEmitter<DebuggeeEvents> {
  readonly paths: PathMap;
  /** The folder in which it was started, in the guest. */
  readonly cwd: string;
  /** The version of Python that runs it. */
  readonly version: PythonVersion;
  /** Whether it is a run that was recorded. */
  readonly isReplay: boolean;
  /** Whether it is being recorded: nobody but the program itself may change its memory. */
  readonly isRecorded: boolean;
  /** Whether the program was let go since its start, so that there is something to inspect. */
  readonly hasBegun: boolean;
  /** Whether the program stands still, and can be inspected. */
  readonly isStopped: boolean;
  /** What time it is for it, in milliseconds since the epoch; of a replay see `INSTRUCTION_TIME`. */
  readonly now: number;
  /** Grows whenever what was told of the program may not hold any more. */
  readonly age: number;
  /** The program's linear memory. */
  readonly memory: WebAssembly.Memory;
  /** What the host knows of the program's contexts; up to date while it runs, too. */
  readonly contexts: ContextRecord;
  /** The latest switches between its contexts. */
  readonly switches: SwitchLog;
  /** The threads besides the main one, those that have ended too, and their switches. */
  readonly threads: ThreadLives;

  /**
   * What is known of the run as a whole, of one that was recorded. From the first time on that it is asked for at a
   * stop, that is found out, in spare time.
   */
  outlook(): Outlook | undefined;

  /** The WebAssembly functions on the stack of a context, innermost first, while the program stands. */
  nativeStack(context: number): Promise<readonly NativeFrame[]>;

  /** Sends a command that the agent can answer at any time. */
  readonly command: AgentConnection['call'];

  /** Asks the agent about the program. @throws DebugError while it runs. */
  readonly inspect: AgentConnection['call'];

  /** Gives up what a request of the client waits for, by the request's number. */
  cancel(request: number): void;

  /**
   * Sends one of the commands that let the program go on; the first of all is `run`.
   *
   * @throws DebugError while it runs, and before it has begun to.
   */
  resume<Name extends ResumeCommand>(name: Name, args: Commands[Name]['args']): Promise<void>;

  /** Where it stands. @throws DebugError while it runs, and where nothing was recorded. */
  readonly replayPosition: ReplayPositionResponse;

  /**
   * Goes back, after which it stops. @throws DebugError while it runs, and where nothing was recorded.
   */
  goBack(way: WayBack): Promise<void>;

  /** Lets the program wait when it prints more than fits into a pipe, or go on. */
  holdOutput(isHeld: boolean): void;

  /** Lets the program end by itself if it wants to, and else ends it. */
  terminate(): Promise<void>;

  /** Ends the program at once. */
  kill(): Promise<void>;
}
