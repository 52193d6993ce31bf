import type { DebugProtocol } from '@vscode/debugprotocol';
import { notRunning } from './errors.ts';
import type { EventSink } from './eventSink.ts';
import type { Relay } from './lifecycle/relay.ts';
import type { Debuggee } from './program/debuggee.ts';
import type { SessionConfiguration } from './program/launchConfiguration.ts';
import { ClientPaths } from './sources/clientPaths.ts';
import { LocationReferences } from './sources/locationReferences.ts';
import { SourceReferences } from './sources/sourceReferences.ts';
import { SourceVersions } from './sources/sourceVersions.ts';
import { ThreadIds } from './threads/threadIds.ts';
import { ShownMemory } from './values/shownMemory.ts';

/** Whether a client counts lines and columns from 1 or from 0. */
export interface Counting {
  readonly linesStartAt1: boolean;
  readonly columnsStartAt1: boolean;
}

/** The state of one debug session, which the areas share. */
export class Session implements EventSink {
  readonly threadIds = new ThreadIds();
  /** Files as the client names them. */
  readonly clientPaths = new ClientPaths();
  readonly sources = new SourceReferences(this.clientPaths);
  configuration: SessionConfiguration | undefined;
  readonly sourceVersions = new SourceVersions(this);
  readonly locations = new LocationReferences();
  readonly memory = new ShownMemory(this);
  /** What the client says that it is and can do. */
  client: DebugProtocol.InitializeRequestArguments = { adapterID: '' };
  counting: Counting = { linesStartAt1: true, columnsStartAt1: true };
  /** The adapter that answers instead of this one, if the program runs in a terminal. */
  relay: Relay | undefined;
  readonly #sendEvent: (event: DebugProtocol.Event) => void;
  #debuggee: Debuggee | undefined;
  #isOutputHeld = false;

  /** @param sendEvent sends an event to the client. */
  constructor(sendEvent: (event: DebugProtocol.Event) => void) {
    this.#sendEvent = sendEvent;
  }

  /** The program. @throws DebugError when there is none. */
  get debuggee(): Debuggee {
    if (this.#debuggee === undefined) throw notRunning();
    return this.#debuggee;
  }

  set debuggee(debuggee: Debuggee | undefined) {
    this.memory.forget();
    // Nobody waits for one that is let go of.
    this.#debuggee?.holdOutput(false);
    this.#debuggee = debuggee;
    debuggee?.holdOutput(this.#isOutputHeld);
  }

  get hasDebuggee(): boolean {
    return this.#debuggee !== undefined;
  }

  /** Whether the client does not read as fast as it is told. */
  get isOutputHeld(): boolean {
    return this.#isOutputHeld;
  }

  /** Lets the program wait when it prints, as it would for a full pipe, or not any more. */
  holdOutput(isHeld: boolean): void {
    this.#isOutputHeld = isHeld;
    this.#debuggee?.holdOutput(isHeld);
    this.relay?.hold(isHeld);
  }

  /**
   * Lets the program go on, after which the memory that it has shown may be something else's.
   *
   * @throws DebugError while it runs, and before it has begun to.
   */
  readonly resume: Debuggee['resume'] = async (name, args) => {
    await this.debuggee.resume(name, args);
    this.memory.forget();
  };

  /** Has a recorded program go back. @throws DebugError while it runs, and where nothing was recorded. */
  readonly goBack: Debuggee['goBack'] = async way => {
    await this.debuggee.goBack(way);
    this.memory.forget();
  };

  /** Tells the client that all threads go on, by a request for one of them or for none. */
  reportContinued(threadId = 0): void {
    this.emit('continued', { threadId, allThreadsContinued: true });
  }

  emit(event: string, body: object = {}): void {
    this.#sendEvent({ seq: 0, type: 'event', event, body });
  }

  /** A line, counted from 1, as the client counts it. */
  toClientLine(line: number): number {
    return this.counting.linesStartAt1 ? line : line - 1;
  }

  fromClientLine(line: number): number {
    return this.counting.linesStartAt1 ? line : line + 1;
  }

  /** A column, counted from 1, as the client counts it. */
  toClientColumn(column: number): number {
    return this.counting.columnsStartAt1 ? column : column - 1;
  }

  fromClientColumn(column: number): number {
    return this.counting.columnsStartAt1 ? column : column + 1;
  }
}
