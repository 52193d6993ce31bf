import type { DebugProtocol } from '@vscode/debugprotocol';

/** What a program is launched with. */
interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
  /** The absolute path of its file. */
  readonly program: string;
  readonly python: string;
  readonly network: 'all';
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The requests of a playground, by their commands: what each asks, and what the answer says. */
interface Requests {
  initialize: [DebugProtocol.InitializeRequestArguments, DebugProtocol.Capabilities];
  launch: [LaunchArguments, undefined];
  setBreakpoints: [
    DebugProtocol.SetBreakpointsArguments,
    DebugProtocol.SetBreakpointsResponse['body'],
  ];
  setExceptionBreakpoints: [
    DebugProtocol.SetExceptionBreakpointsArguments,
    DebugProtocol.SetExceptionBreakpointsResponse['body'],
  ];
  configurationDone: [DebugProtocol.ConfigurationDoneArguments, undefined];
  threads: [undefined, DebugProtocol.ThreadsResponse['body']];
  stackTrace: [DebugProtocol.StackTraceArguments, DebugProtocol.StackTraceResponse['body']];
  source: [DebugProtocol.SourceArguments, DebugProtocol.SourceResponse['body']];
  scopes: [DebugProtocol.ScopesArguments, DebugProtocol.ScopesResponse['body']];
  variables: [DebugProtocol.VariablesArguments, DebugProtocol.VariablesResponse['body']];
  continue: [DebugProtocol.ContinueArguments, DebugProtocol.ContinueResponse['body']];
  next: [DebugProtocol.NextArguments, undefined];
  stepIn: [DebugProtocol.StepInArguments, undefined];
  stepOut: [DebugProtocol.StepOutArguments, undefined];
  pause: [DebugProtocol.PauseArguments, undefined];
  disconnect: [DebugProtocol.DisconnectArguments, undefined];
}

/** A client of a debug adapter: finds the answer of each request. */
export class DapClient {
  readonly #send: (message: DebugProtocol.Request) => void;
  readonly #onEvent: (event: DebugProtocol.Event) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastNumber = 0;

  constructor(
    send: (message: DebugProtocol.Request) => void,
    onEvent: (event: DebugProtocol.Event) => void,
  ) {
    this.#send = send;
    this.#onEvent = onEvent;
  }

  /**
   * Asks the adapter.
   *
   * @throws Error with the adapter's sentence, when it refuses; never settles once the adapter is no more.
   */
  request<Command extends keyof Requests>(
    command: Command,
    args: Requests[Command][0],
  ): Promise<Requests[Command][1]> {
    return this.customRequest(command, args) as Promise<Requests[Command][1]>;
  }

  /** Asks the adapter for something that is its own. See {@link request}. */
  customRequest(command: string, args: object | undefined): Promise<unknown> {
    this.#lastNumber += 1;
    const seq = this.#lastNumber;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(seq, answer);
    this.#send({ seq, type: 'request', command, arguments: args });
    return answer.promise;
  }

  /** Takes what the adapter says. */
  receive(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') this.#onEvent(message as DebugProtocol.Event);
    if (message.type !== 'response') return;
    const response = message as DebugProtocol.Response;
    const answer = this.#waiting.get(response.request_seq);
    this.#waiting.delete(response.request_seq);
    if (response.success) answer?.resolve(response.body);
    else answer?.reject(new Error(sentenceOf(response)));
  }
}

/** Why a request is refused. */
function sentenceOf({ command, message, body }: DebugProtocol.Response): string {
  const { format, variables } = (body as DebugProtocol.ErrorResponse['body'])?.error ?? {};
  if (format === undefined) return message ?? `The request ${command} failed.`;
  return format.replaceAll(/\{(\w+)\}/g, (whole, name) => variables?.[name] ?? whole);
}
