import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TerminalCells } from '../../../debug-adapter/session/browser/machine.ts';
import { DapClient } from './dapClient.ts';
import { type Stop, seeFrame, seeThread } from './stop.ts';

/** The folder in which programs start. */
export const PROGRAM_FOLDER = '/playground';

/** Where the adapter finds a program that is no file of the user's. */
export const PROGRAM = `${PROGRAM_FOLDER}/main.py`;

/** What of a debug adapter a session uses. */
export interface SessionAdapter {
  send(message: DebugProtocol.ProtocolMessage): void;
  /** Passes on what was typed in the program's terminal. */
  type(text: string): void;
  resizeTerminal(cells: TerminalCells): void;
  /** Ends it at once, with its program. */
  close(): void;
}

/** How a program is started. */
export interface Launch {
  /** The version of Python that runs it. */
  readonly python: string;
  /** Where the adapter finds the program. */
  readonly program: string;
  /** Whether it stops at breakpoints, and at exceptions that nothing catches. */
  readonly isDebugged: boolean;
  /** Lines, from 1. */
  readonly breakpoints: readonly number[];
}

/** How a session is. */
export type SessionState = 'starting' | 'running' | 'stopped' | 'ended';

/** The requests that let a program go on. */
export type ResumeCommand = 'continue' | 'next' | 'stepIn' | 'stepOut';

/** Is told of a session. */
export interface SessionListener {
  /** Its state, or what is seen of the program, is another one. */
  changed(): void;
  /** The debugger writes something. @param category as the protocol has it: `important`. */
  output(category: string, text: string): void;
  /** The program listens on these ports now, and on no others. */
  listening(ports: readonly number[]): void;
  /** Breakpoints are at these lines, by those that were asked for; undefined where the program never is. */
  breakpointsBound(lines: ReadonlyMap<number, number | undefined>): void;
  /** The adapter tells something of which a session makes nothing itself. */
  customEvent(event: string, body: unknown): void;
}

/** A program that runs, and who debugs it. */
export class DebugSession {
  readonly #adapter: SessionAdapter;
  readonly #client: DapClient;
  readonly #launch: Launch;
  readonly #listener: SessionListener;
  #state: SessionState = 'starting';
  #stop: Stop | undefined;
  #exitCode: number | undefined;
  /** Grows with each choice, and each time that the program goes on: what is answered later is out of date. */
  #turn = 0;

  /** Starts the program, which the adapter has already. */
  constructor(adapter: SessionAdapter, launch: Launch, listener: SessionListener) {
    this.#adapter = adapter;
    this.#launch = launch;
    this.#listener = listener;
    this.#client = new DapClient(
      message => adapter.send(message),
      event => this.#hear(event),
    );
    this.#start().catch((error: Error) => this.#fail(error));
  }

  get state(): SessionState {
    return this.#state;
  }

  /** Of the latest stop; none while nothing has stopped yet. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  /** What the program has ended with, if it has by itself. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** Takes what the adapter says. */
  receive(message: DebugProtocol.ProtocolMessage): void {
    this.#client.receive(message);
  }

  /** Takes note that the program listens on other ports. */
  listening(ports: readonly number[]): void {
    this.#listener.listening(ports);
  }

  /** Takes note that the adapter is no more. */
  closed(reason: string | undefined): void {
    if (reason !== undefined) this.#tell(reason);
    this.#end();
  }

  async setBreakpoints(lines: readonly number[]): Promise<void> {
    if (!this.#launch.isDebugged || this.#state === 'ended') return;
    await this.#sendBreakpoints(lines);
  }

  /** Has the program go on. */
  async resume(command: ResumeCommand): Promise<void> {
    const { thread } = this.#stop ?? {};
    if (this.#state !== 'stopped' || thread === undefined) return;
    this.#turn += 1;
    // Before the request: the next stop can be told right after the answer.
    this.#become('running');
    try {
      await this.#client.request(command, { threadId: thread });
    } catch (error) {
      this.#tell((error as Error).message);
      this.#become('stopped');
    }
  }

  /** Has the program stand still. */
  async pause(): Promise<void> {
    const { threads } = await this.#client.request('threads', undefined);
    const [main] = threads;
    if (main !== undefined) await this.#client.request('pause', { threadId: main.id });
  }

  /** Takes what was typed in the program's terminal. */
  type(text: string): void {
    if (this.#state !== 'ended') this.#adapter.type(text);
  }

  resizeTerminal(cells: TerminalCells): void {
    if (this.#state !== 'ended') this.#adapter.resizeTerminal(cells);
  }

  /** Ends the program. */
  end(): void {
    this.#adapter.close();
    this.#end();
  }

  /** Chooses a thread, and the innermost frame of it. */
  async chooseThread(thread: number): Promise<void> {
    if (this.#state !== 'stopped' || this.#stop === undefined) return;
    const { reason, threads } = this.#stop;
    await this.#look(reason, threads, thread);
  }

  /** Chooses a frame of the chosen thread. */
  async chooseFrame(frame: DebugProtocol.StackFrame): Promise<void> {
    const stop = this.#stop;
    if (this.#state !== 'stopped' || stop === undefined) return;
    const turn = this.#nextTurn();
    const seen = await seeFrame(this.#client, stop, frame);
    if (turn === this.#turn) this.#show(seen);
  }

  /** What is in a scope or a value. */
  async variables(
    args: DebugProtocol.VariablesArguments,
  ): Promise<readonly DebugProtocol.Variable[]> {
    return (await this.#client.request('variables', args)).variables;
  }

  /** Asks the adapter for something that is its own. @throws Error with its sentence. */
  customRequest(command: string, args: object | undefined): Promise<unknown> {
    return this.#client.customRequest(command, args);
  }

  async #start(): Promise<void> {
    await this.#client.request('initialize', {
      adapterID: 'wasix-python',
      clientID: 'playground',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
    });
    const { program, isDebugged, python } = this.#launch;
    await this.#client.request('launch', {
      program,
      cwd: PROGRAM_FOLDER,
      python,
      noDebug: !isDebugged,
      network: 'all',
      // Where nobody debugs, `breakpoint()` does nothing.
      ...(isDebugged ? {} : { env: { PYTHONBREAKPOINT: '0' } }),
    });
  }

  async #configure(): Promise<void> {
    const { isDebugged, breakpoints } = this.#launch;
    if (isDebugged) {
      await this.#sendBreakpoints(breakpoints);
      await this.#client.request('setExceptionBreakpoints', { filters: ['uncaught'] });
    }
    this.#become('running');
    await this.#client.request('configurationDone', {});
  }

  async #sendBreakpoints(lines: readonly number[]): Promise<void> {
    const { breakpoints } = await this.#client.request('setBreakpoints', {
      source: { path: this.#launch.program },
      breakpoints: lines.map(line => ({ line })),
    });
    // The protocol has the answers in the order of what was asked.
    const bound = breakpoints.map(({ verified, line }, index) => {
      const asked = lines[index] as number;
      return [asked, verified ? (line ?? asked) : undefined] as const;
    });
    this.#listener.breakpointsBound(new Map(bound));
  }

  #hear({ event, body }: DebugProtocol.Event): void {
    switch (event) {
      case 'initialized':
        this.#configure().catch((error: Error) => this.#fail(error));
        return;
      case 'output':
        this.#hearOutput(body);
        return;
      case 'stopped':
        this.#hearStop(body).catch((error: Error) => this.#tell(error.message));
        return;
      case 'exited':
        this.#exitCode = body.exitCode;
        return;
      case 'terminated':
        // Its answer is the last that the adapter says.
        void this.#client.request('disconnect', {});
        return;
      default:
        this.#listener.customEvent(event, body);
    }
  }

  #hearOutput({ category = 'console', output }: DebugProtocol.OutputEvent['body']): void {
    if (category !== 'telemetry') this.#listener.output(category, output);
  }

  async #hearStop(body: DebugProtocol.StoppedEvent['body']): Promise<void> {
    const turn = this.#nextTurn();
    const { threads } = await this.#client.request('threads', undefined);
    const thread = body.threadId ?? threads[0]?.id;
    if (turn !== this.#turn || thread === undefined) return;
    // Somebody has asked for a thread of a program that stands still already.
    const reason = body.allThreadsStopped === false ? this.#stop?.reason : undefined;
    await this.#look(reason ?? reasonOf(body), threads, thread);
  }

  async #look(
    reason: string,
    threads: readonly DebugProtocol.Thread[],
    thread: number,
  ): Promise<void> {
    const turn = this.#nextTurn();
    const seen = await seeThread(this.#client, { reason, threads, thread });
    if (turn === this.#turn) this.#show(seen);
  }

  #nextTurn(): number {
    this.#turn += 1;
    return this.#turn;
  }

  #show(stop: Stop): void {
    this.#stop = stop;
    this.#become('stopped');
  }

  #become(state: SessionState): void {
    if (this.#state === 'ended') return;
    this.#state = state;
    this.#listener.changed();
  }

  #tell(sentence: string): void {
    this.#listener.output('important', `${sentence}\n`);
  }

  #fail({ message }: Error): void {
    this.#tell(message);
    this.end();
  }

  #end(): void {
    this.#turn += 1;
    this.#become('ended');
  }
}

function reasonOf({ reason, description, text }: DebugProtocol.StoppedEvent['body']): string {
  const what = description ?? reason;
  return text === undefined ? what : `${what}: ${text}`;
}
