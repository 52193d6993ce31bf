import { ProtocolServer } from '@vscode/debugadapter/lib/protocol.js';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { currentRequest } from './agentConnection.ts';
import type { AttachableProgram } from './attachableProgram.ts';
import { BreakpointArea } from './breakpoints.ts';
import { continuationHandlers } from './continuations.ts';
import { disassemblyHandlers } from './disassembly.ts';
import { DebugError, internalError, notSupported } from './errors.ts';
import { evaluationHandlers } from './evaluation.ts';
import { ExceptionArea } from './exceptions.ts';
import { executionHandlers } from './execution.ts';
import { gotoHandlers } from './goto.ts';
import { LifecycleArea } from './lifecycle.ts';
import { locationHandlers } from './locations.ts';
import { memoryHandlers } from './memory.ts';
import { ModuleArea } from './modules.ts';
import { ProgressReports } from './progress.ts';
import type { RequestHandlers, RequestName } from './requests.ts';
import { Session } from './session.ts';
import { stackTraceHandlers } from './stackTrace.ts';
import { ThreadArea } from './threads.ts';
import { variableHandlers } from './variables.ts';

type AnyHandler = (args: unknown) => unknown;

/**
 * The debug adapter: a server of the Debug Adapter Protocol for one client. Each
 * request goes to the area that answers it; the package's own `DebugSession`
 * has a method for each instead, and would put all areas into one class.
 *
 * Emits `disconnected` when the client has said goodbye, or is gone.
 */
export class DebugAdapter extends ProtocolServer {
  readonly #session: Session;
  readonly #progress: ProgressReports;
  readonly #handlers: RequestHandlers;

  /** @param attachable the program to debug; without one, the client starts its own. */
  constructor(attachable?: AttachableProgram) {
    super();
    this.#session = new Session(event => this.sendEvent(event));
    this.#progress = new ProgressReports(this.#session);
    const breakpoints = new BreakpointArea(this.#session);
    const threads = new ThreadArea(this.#session);
    const exceptions = new ExceptionArea(this.#session);
    const modules = new ModuleArea(this.#session);
    const lifecycle = new LifecycleArea(this.#session, {
      settings: [breakpoints, exceptions],
      followers: [breakpoints, modules, this.#session.sourceVersions],
      threads,
      attachable,
    });
    this.#handlers = {
      ...lifecycle.handlers,
      ...breakpoints.handlers,
      ...threads.handlers,
      ...executionHandlers(this.#session),
      ...stackTraceHandlers(this.#session),
      ...disassemblyHandlers(this.#session),
      ...gotoHandlers(this.#session),
      ...variableHandlers(this.#session),
      ...evaluationHandlers(this.#session),
      ...memoryHandlers(this.#session),
      ...locationHandlers(this.#session),
      ...exceptions.handlers,
      ...modules.handlers,
      ...continuationHandlers(this.#session, threads),
    };
    const leave = (): void => void lifecycle.abandon().then(() => this.emit('disconnected'));
    this.on('close', leave);
    // What arrives is no message of the protocol: there is nobody to talk to.
    this.on('error', leave);
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    void this.#answer(request);
  }

  async #answer(request: DebugProtocol.Request): Promise<void> {
    const response: DebugProtocol.Response = {
      seq: 0,
      type: 'response',
      request_seq: request.seq,
      command: request.command,
      success: true,
    };
    try {
      const { command } = request;
      if (!Object.hasOwn(this.#handlers, command)) throw notSupported(command);
      const handler = this.#handlers[command as RequestName] as AnyHandler;
      response.body = await currentRequest.run(request.seq, () =>
        this.#progress.during(request, () => handler(request.arguments ?? {})),
      );
    } catch (error) {
      describeFailure(response, error instanceof DebugError ? error : internalError(error));
    }
    this.sendResponse(response);
    const isReady = /^(launch|attach)$/.test(request.command) && response.success;
    if (isReady) this.#session.emit('initialized');
    if (request.command === 'disconnect') this.emit('disconnected');
  }
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
