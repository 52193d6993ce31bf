import type { Writable } from 'node:stream';
import { ProtocolServer } from '@vscode/debugadapter/lib/protocol.js';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { checkArguments } from './arguments/checkArguments.ts';
import { BreakpointArea } from './breakpoints/breakpoints.ts';
import { ExceptionArea } from './breakpoints/exceptions.ts';
import { Access } from './connection/access.ts';
import type { BrokenStream } from './connection/brokenStream.ts';
import { ConversationLog } from './connection/conversationLog.ts';
import type { InvalidMessage } from './connection/message.ts';
import { MessageReader } from './connection/messageReader.ts';
import { MessageWriter } from './connection/messageWriter.ts';
import { DebugError, internalError, notSupported } from './errors.ts';
import { disassemblyHandlers } from './execution/disassembly.ts';
import { executionHandlers } from './execution/execution.ts';
import { gotoHandlers } from './execution/goto.ts';
import { LifecycleArea } from './lifecycle/lifecycle.ts';
import { ProgressReports } from './lifecycle/progress.ts';
import type { AdapterMessage } from './lifecycle/terminalRelay.ts';
import { TERMINAL_PATIENCE } from './lifecycle/terminalStart.ts';
import { currentRequest } from './program/agentConnection.ts';
import type { AttachableProgram } from './program/attachableProgram.ts';
import type { Foreground } from './program/liveProgram.ts';
import { MissingPackages } from './program/missingPackages.ts';
import type { RequestHandlers, RequestName } from './requests.ts';
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
  readonly foreground?: Foreground;
  /** What the client has to show first; nothing, without it. */
  readonly access?: Access;
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
  readonly #access: Access;
  readonly #log = new ConversationLog();
  readonly #session: Session;
  readonly #progress: ProgressReports;
  readonly #lifecycle: LifecycleArea;
  readonly #handlers: RequestHandlers;
  #departure: Promise<void> | undefined;

  constructor({ attachable, foreground, access = new Access() }: DebugAdapterOptions = {}) {
    super();
    this.#access = access;
    this.#session = new Session(event => this.sendEvent(event));
    this.#progress = new ProgressReports(this.#session);
    const breakpoints = new BreakpointArea(this.#session);
    const threads = new ThreadArea(this.#session);
    const exceptions = new ExceptionArea(this.#session);
    const modules = new ModuleArea(this.#session);
    const switches = new SwitchArea(this.#session, threads);
    this.#lifecycle = new LifecycleArea(this.#session, {
      settings: [breakpoints, exceptions],
      followers: [
        breakpoints,
        modules,
        switches,
        this.#session.sourceVersions,
        new MissingPackages(this.#session),
      ],
      threads,
      attachable,
      foreground,
      log: this.#log,
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
      ...executionHandlers(this.#session, threads),
      ...stackTraceHandlers(this.#session, threads),
      ...disassemblyHandlers(this.#session),
      ...gotoHandlers(this.#session, threads),
      ...variableHandlers(this.#session),
      ...evaluationHandlers(this.#session),
      ...memoryHandlers(this.#session),
      ...locationHandlers(this.#session),
      ...exceptions.handlers,
      ...modules.handlers,
      ...continuationHandlers(this.#session, threads),
      ...allStacksHandlers(this.#session, threads),
      ...generatorHandlers(this.#session),
      ...overviewHandlers(this.#session, threads),
      ...switches.handlers,
    };
    this.on('close', () => this.#leave());
  }

  /**
   * Serves the client at the other ends of two streams.
   *
   * The package's own reader skips what it does not understand, a browser's request included,
   * or waits for ever, and takes a time that grows with the square of a message's length.
   * Messages pass by the package's interface for those with a transport of their own instead.
   */
  override start(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): void {
    const writer = new MessageWriter(output as Writable);
    this.onDidSendMessage(message => {
      this.#log.note('adapter', message);
      writer.write(message);
    });
    writer.on('full', () => this.#session.holdOutput(true));
    writer.on('overfull', () => input.pause());
    writer.on('drained', () => {
      this.#session.holdOutput(false);
      input.resume();
    });
    const reader = new MessageReader(() => this.#access.isGranted);
    reader.on('message', message => {
      this.#log.note('client', message);
      this.handleMessage(message);
    });
    reader.on('invalid', message => this.#refuse(message));
    reader.on('broken', problem => this.giveUp(problem));
    input.on('data', (bytes: Buffer) => reader.read(bytes));
    input.on('end', () => {
      reader.end();
      this.#leave();
    });
    input.on('close', () => this.#leave());
    for (const stream of [input, output]) stream.on('error', () => this.#leave());
  }

  /** Parts with a client that cannot be served. */
  giveUp(problem: BrokenStream): void {
    // Whoever does not speak the protocol does not understand it either.
    if (problem.sender === 'client') this.#tell('important', problem.message);
    this.emit('broken', problem);
    this.#leave();
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    const { relay } = this.#session;
    if (relay === undefined) void this.#answer(request);
    else relay.forward(request);
  }

  async #answer(request: DebugProtocol.Request): Promise<void> {
    const response = responseTo(request);
    try {
      this.#access.check(request);
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
    if (isReady) this.#session.emit('initialized');
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
    if (command === 'disconnect' && success) setImmediate(() => this.emit('disconnected'));
  }

  /** Answers what is no message, if it can be answered, or at least says so. */
  #refuse({ error, request }: InvalidMessage): void {
    if (request === undefined) {
      this.#tell('console', error.message);
      return;
    }
    const response = responseTo(request);
    describeFailure(response, error);
    this.sendResponse(response);
  }

  #tell(category: 'console' | 'important', sentence: string): void {
    this.#session.emit('output', { category, output: `${sentence}\n` });
  }

  #leave(): void {
    this.#departure ??= this.#lifecycle.abandon().then(() => {
      this.#log.close();
      this.emit('disconnected');
    });
  }
}

function responseTo(request: { seq: number; command: string }): DebugProtocol.Response {
  const { seq, command } = request;
  return { seq: 0, type: 'response', request_seq: seq, command, success: true };
}

function describeFailure(response: DebugProtocol.Response, error: DebugError): void {
  response.success = false;
  response.message = error.message;
  const body: DebugProtocol.ErrorResponse['body'] = {
    error: {
      id: error.id,
      // Braces in the sentence itself would be taken for names of variables.
      format: '{sentence}',
      variables: { sentence: error.message },
      showUser: error.isShown,
    },
  };
  response.body = body;
}
