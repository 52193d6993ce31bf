import { ProtocolServer } from '@vscode/debugadapter/lib/protocol.js';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Foreground } from '#platform/foreground.ts';
import { turnEventLoop } from '../runtime/eventLoop.ts';
import { type Admission, OPEN_TO_ALL } from './admission.ts';
import { checkArguments } from './arguments/checkArguments.ts';
import { BreakpointArea } from './breakpoints/breakpoints.ts';
import { ExceptionArea } from './breakpoints/exceptions.ts';
import type { BrokenStream } from './connection/brokenStream.ts';
import { ConversationLog } from './conversationLog.ts';
import { DebugError, internalError, notSupported } from './errors.ts';
import { disassemblyHandlers } from './execution/disassembly.ts';
import { executionHandlers } from './execution/execution.ts';
import { gotoHandlers } from './execution/goto.ts';
import { LifecycleArea } from './lifecycle/lifecycle.ts';
import { ProgressReports } from './lifecycle/progress.ts';
import type { AdapterMessage } from './lifecycle/relay.ts';
import { TERMINAL_PATIENCE } from './lifecycle/terminalClient.ts';
import { currentRequest } from './program/agentConnection.ts';
import type { AttachableProgram } from './program/attachableProgram.ts';
import { MissingPackages } from './program/missingPackages.ts';
import type { RequestHandlers, RequestName } from './requests.ts';
import { describeFailure, responseTo } from './responses.ts';
import { Session } from './session.ts';
import { locationHandlers } from './sources/locations.ts';
import { ModuleArea } from './sources/modules.ts';
import { allStacksHandlers } from './threads/allStacks.ts';
import { continuationHandlers } from './threads/continuations.ts';
import { generatorHandlers } from './threads/generators.ts';
import { overviewHandlers } from './threads/overview.ts';
import { stackTraceHandlers } from './threads/stackTrace.ts';
import { SwitchArea } from './threads/switches.ts';
import { ThreadArea } from './threads/threads.ts';
import { evaluationHandlers } from './values/evaluation.ts';
import { memoryHandlers } from './values/memory.ts';
import { variableHandlers } from './values/variables.ts';

type AnyHandler = (args: unknown) => unknown;

/** Whom a debug adapter serves, and what for. */
export interface DebugAdapterOptions {
  /** The program to debug; without one, the client starts its own. */
  readonly attachable?: AttachableProgram | undefined;
  /** The terminal on which the client's programs run. */
  readonly foreground?: Foreground | undefined;
  /** Whether another adapter stands before this one, which tells the client of its configuration, and logs. */
  readonly isRelayed?: boolean;
  /** What the client has to show first; nothing, without it. */
  readonly access?: Admission;
}

/**
 * The debug adapter: a server of the Debug Adapter Protocol for one client. Each
 * request goes to the area that answers it; the package's own `DebugSession`
 * has a method for each instead, and would put all areas into one class.
 *
 * Emits `broken`, with a {@link BrokenStream}, when nothing more can be read from the client,
 * and `disconnected` when the client has said goodbye, or is gone, or was given up.
 */
export class DebugAdapter extends ProtocolServer {
  protected readonly access: Admission;
  protected readonly session: Session;
  protected readonly log = new ConversationLog();
  readonly #progress: ProgressReports;
  readonly #lifecycle: LifecycleArea;
  readonly #handlers: RequestHandlers;
  #departure: Promise<void> | undefined;

  constructor({
    attachable,
    foreground,
    isRelayed = false,
    access = OPEN_TO_ALL,
  }: DebugAdapterOptions = {}) {
    super();
    this.access = access;
    this.session = new Session(event => this.sendEvent(event));
    this.#progress = new ProgressReports(this.session);
    const breakpoints = new BreakpointArea(this.session);
    const threads = new ThreadArea(this.session);
    const exceptions = new ExceptionArea(this.session);
    const modules = new ModuleArea(this.session);
    const switches = new SwitchArea(this.session, threads);
    this.#lifecycle = new LifecycleArea(this.session, {
      settings: [breakpoints, exceptions],
      followers: [
        breakpoints,
        modules,
        switches,
        this.session.sourceVersions,
        new MissingPackages(this.session),
      ],
      threads,
      attachable,
      foreground,
      isRelayed,
      log: this.log,
      terminalClient: {
        runInTerminal: args =>
          new Promise(answer =>
            this.sendRequest('runInTerminal', args, TERMINAL_PATIENCE, response =>
              answer(response),
            ),
          ),
        pass: message => this.#pass(message),
      },
    });
    this.#handlers = {
      ...this.#lifecycle.handlers,
      ...breakpoints.handlers,
      ...threads.handlers,
      ...executionHandlers(this.session, threads),
      ...stackTraceHandlers(this.session, threads),
      ...disassemblyHandlers(this.session),
      ...gotoHandlers(this.session, threads),
      ...variableHandlers(this.session),
      ...evaluationHandlers(this.session),
      ...memoryHandlers(this.session),
      ...locationHandlers(this.session),
      ...exceptions.handlers,
      ...modules.handlers,
      ...continuationHandlers(this.session, threads),
      ...allStacksHandlers(this.session, threads),
      ...generatorHandlers(this.session),
      ...overviewHandlers(this.session, threads),
      ...switches.handlers,
    };
    this.on('close', () => this.leave());
  }

  /** Parts with a client that cannot be served. */
  giveUp(problem: BrokenStream): void {
    // Whoever does not speak the protocol does not understand it either.
    if (problem.sender === 'client') this.tell('important', problem.message);
    this.emit('broken', problem);
    this.leave();
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    const { relay } = this.session;
    if (relay === undefined) void this.#answer(request);
    else relay.forward(request);
  }

  async #answer(request: DebugProtocol.Request): Promise<void> {
    const response = responseTo(request);
    try {
      this.access.check(request);
      const { command } = request;
      if (!Object.hasOwn(this.#handlers, command)) throw notSupported(command);
      const handler = this.#handlers[command as RequestName] as AnyHandler;
      const args = checkArguments(command, request.arguments);
      response.body = await currentRequest.run(request.seq, () =>
        this.#progress.during(request, () => handler(args)),
      );
    } catch (error) {
      describeFailure(response, error instanceof DebugError ? error : internalError(error));
    }
    this.sendResponse(response);
    const isReady = /^(launch|attach)$/.test(request.command) && response.success;
    if (isReady) this.session.emit('initialized');
    this.#partAfter(response);
  }

  /** Tells the client what the adapter in a terminal has to tell it. */
  #pass(message: AdapterMessage): void {
    // It gets its number here.
    const unnumbered = { ...message, seq: 0 };
    if (unnumbered.type === 'event') {
      this.sendEvent(unnumbered as DebugProtocol.Event);
    } else {
      this.sendResponse(unnumbered as DebugProtocol.Response);
      this.#partAfter(unnumbered as DebugProtocol.Response);
    }
  }

  #partAfter({ command, success }: DebugProtocol.Response): void {
    // The requests that this one has ended are answered before the client is let go.
    if (command === 'disconnect' && success) {
      void turnEventLoop().then(() => this.emit('disconnected'));
    }
  }

  /** Tells the user a sentence. */
  protected tell(category: 'console' | 'important', sentence: string): void {
    this.session.emit('output', { category, output: `${sentence}\n` });
  }

  /** The client is gone. */
  protected leave(): void {
    this.#departure ??= this.#lifecycle.abandon().then(() => {
      this.log.close();
      this.emit('disconnected');
    });
  }
}
