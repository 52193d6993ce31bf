import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  ContinuationsResponse,
  SwitchLogResponse,
  SwitchPage,
  SwitchPageArguments,
} from '../../protocol/customRequests.ts';
import type { Location } from '../../protocol/program.ts';
import { DapClient, type ServerMessage } from './dapClient.ts';
import { assertGolden } from './goldenText.ts';
import { Program } from './program.ts';

/** A breakpoint by the marker or number of its line. */
export type BreakpointRequest =
  | string
  | number
  | ({ readonly at: string | number } & Omit<DebugProtocol.SourceBreakpoint, 'line'>);

/** The requests that let the program go on. */
export type ResumeCommand =
  | 'continue'
  | 'next'
  | 'stepIn'
  | 'stepOut'
  | 'stepToSwitch'
  | 'runToContinuation'
  | 'stepBack'
  | 'reverseContinue'
  | 'reverseToSwitch';

type Stop = DebugProtocol.StoppedEvent['body'];

/** A thread by the beginning of its name. */
export type ThreadName = string;

/**
 * A conversation between a person at an editor and the debug adapter, written
 * down as prose that can be compared with a golden text. What depends on time or
 * place is left out or replaced.
 */
export class Conversation {
  readonly client: DapClient;
  readonly program: Program;
  readonly #lines: string[] = [];
  readonly #numbers = new Map<number, number>();
  #stop: Stop | undefined;

  private constructor(client: DapClient, program: Program) {
    this.client = client;
    this.program = program;
    client.onMessage(message => this.#logEvent(message));
  }

  /** Launches a program of the tests, up to where breakpoints are set, for a client that can do things. */
  static async launch(
    file: string,
    configuration: object = {},
    capabilities: object = {},
  ): Promise<Conversation> {
    return Conversation.launchBy(new DapClient(), file, configuration, capabilities);
  }

  /** The same by a client that is there already. */
  static async launchBy(
    client: DapClient,
    file: string,
    configuration: object = {},
    capabilities: object = {},
  ): Promise<Conversation> {
    const conversation = new Conversation(client, new Program(file));
    await conversation.client.request('initialize', {
      adapterID: 'wasix-python',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
      supportsProgressReporting: true,
      ...capabilities,
    });
    await conversation.client.request('launch', {
      program: conversation.program.file,
      ...configuration,
    });
    await conversation.client.event('initialized');
    return conversation;
  }

  /** Runs a program of the tests, without a configuration, up to the first of some breakpoints. */
  static async stoppedAt(file: string, ...requests: BreakpointRequest[]): Promise<Conversation> {
    const conversation = await Conversation.launch(file);
    await conversation.setBreakpoints(...requests);
    await conversation.run();
    await conversation.stopped();
    return conversation;
  }

  /** Adds a remark to the text. */
  say(text: string): void {
    this.#lines.push(text);
  }

  async setBreakpoints(...requests: BreakpointRequest[]): Promise<void> {
    await this.setBreakpointsIn(this.program, ...requests);
  }

  async setBreakpointsIn(program: Program, ...requests: BreakpointRequest[]): Promise<void> {
    const breakpoints = requests.map(request => {
      if (typeof request !== 'object') return { line: program.line(request) };
      const { at, ...rest } = request;
      return { line: program.line(at), ...rest };
    });
    const body: DebugProtocol.SetBreakpointsResponse['body'] = await this.client.request(
      'setBreakpoints',
      { source: { path: program.file }, breakpoints },
    );
    body.breakpoints.forEach((answer, index) => {
      this.say(`breakpoint for line ${breakpoints[index]?.line}: ${describeBinding(answer)}`);
    });
  }

  /** Lets the program begin. A filter may have a condition. */
  async run(filters: (string | DebugProtocol.ExceptionFilterOptions)[] = ['uncaught']) {
    await this.setFilters(...filters);
    this.say('> run');
    await this.client.request('configurationDone');
  }

  async setFilters(...filters: (string | DebugProtocol.ExceptionFilterOptions)[]): Promise<void> {
    const body: DebugProtocol.SetExceptionBreakpointsResponse['body'] = await this.client.request(
      'setExceptionBreakpoints',
      {
        filters: filters.filter(filter => typeof filter === 'string'),
        filterOptions: filters.filter(filter => typeof filter !== 'string'),
      },
    );
    for (const { message } of body?.breakpoints ?? []) {
      if (message !== undefined) this.say(`filter: ${message}`);
    }
  }

  /** Writes down what there is to know of the exception, or switch, at which the program stands. */
  async exceptionInfo(): Promise<void> {
    const { threadId } = this.#stop as Stop;
    const info: DebugProtocol.ExceptionInfoResponse['body'] = await this.client.request(
      'exceptionInfo',
      { threadId },
    );
    this.say(`${info.exceptionId} (${info.breakMode}): ${info.description}`);
  }

  /** Waits until the program stands still, and writes down every thread with its stack. */
  async stopped(): Promise<Stop> {
    const stop: Stop = await this.client.event('stopped');
    this.#stop = stop;
    const { threads } = await this.client.request('threads');
    const text = stop.text === undefined ? '' : `: ${stop.text}`;
    this.say(`stopped (${stop.reason})${text}`);
    for (const thread of threads as DebugProtocol.Thread[]) {
      this.say(
        `  ${thread.id === stop.threadId ? '*' : ' '} ${this.#number(thread.id)} ${thread.name}`,
      );
      for (const frame of await this.frames(thread.id)) this.say(`        ${describeFrame(frame)}`);
    }
    return stop;
  }

  /** Performs one of the requests that let the program go on, and waits for the next stop. */
  async go(command: ResumeCommand, thread?: ThreadName, args: object = {}): Promise<Stop> {
    await this.start(command, thread, args);
    return this.stopped();
  }

  /** Like {@link go}, without waiting. */
  async start(command: ResumeCommand, thread?: ThreadName, args: object = {}): Promise<void> {
    const how = Object.keys(args).length === 0 ? '' : ` ${JSON.stringify(args)}`;
    this.say(`> ${command}${thread === undefined ? '' : ` in ${thread}`}${how}`);
    const threadId = thread === undefined ? this.#stop?.threadId : await this.threadId(thread);
    await this.client.request(command, { threadId, ...args });
  }

  /** Lets the program run to its end, and writes down how it ended. */
  async finish(): Promise<void> {
    await this.start('continue');
    await this.ended();
  }

  async ended(): Promise<void> {
    await this.client.event('terminated');
    await this.client.close();
  }

  async threadId(name: ThreadName): Promise<number> {
    const { threads } = await this.client.request('threads');
    const thread = (threads as DebugProtocol.Thread[]).find(candidate =>
      candidate.name.startsWith(name),
    );
    if (thread === undefined) throw new Error(`there is no thread ${name}`);
    return thread.id;
  }

  async frames(threadId: number): Promise<DebugProtocol.StackFrame[]> {
    const { stackFrames } = await this.client.request('stackTrace', { threadId });
    return stackFrames;
  }

  /** The id of a frame of a thread, counted from the innermost one. */
  async frameId(thread?: ThreadName, index = 0): Promise<number> {
    const threadId = thread === undefined ? this.#stop?.threadId : await this.threadId(thread);
    const frame = (await this.frames(threadId as number))[index];
    if (frame === undefined) throw new Error(`${thread} has no frame ${index}`);
    return frame.id;
  }

  /** Writes down the local variables of a frame, with what is inside of them. */
  async variables(thread?: ThreadName, depth = 1): Promise<void> {
    const frameId = await this.frameId(thread);
    const { scopes } = await this.client.request('scopes', { frameId });
    this.say(`variables of ${thread ?? 'the stopped thread'}`);
    await this.#sayVariables((scopes as DebugProtocol.Scope[])[0]?.variablesReference ?? 0, depth);
  }

  async #sayVariables(reference: number, depth: number, indentation = '  '): Promise<void> {
    const { variables } = await this.client.request('variables', {
      variablesReference: reference,
    });
    for (const { name, value, type, variablesReference } of variables) {
      this.say(`${indentation}${name}: ${type} = ${value}`);
      if (depth > 1 && variablesReference > 0) {
        await this.#sayVariables(variablesReference, depth - 1, `${indentation}  `);
      }
    }
  }

  /** Evaluates in the innermost frame of a thread, and writes down the answer. */
  async evaluate(expression: string, thread?: ThreadName, context = 'watch'): Promise<void> {
    const frameId = await this.frameId(thread);
    const response = await this.client.send('evaluate', { expression, frameId, context });
    const answer = response.success ? response.body.result : `error: ${response.message}`;
    const where = thread === undefined ? '' : ` in ${thread}`;
    this.say(`evaluate ${expression}${where}: ${answer}`);
  }

  /** Writes down the calls that a step may go into from where the program stands. */
  async stepTargets(): Promise<DebugProtocol.StepInTarget[]> {
    const frameId = await this.frameId();
    const { targets } = await this.client.request('stepInTargets', { frameId });
    this.say('step targets');
    for (const { label, line, column, endColumn } of targets as DebugProtocol.StepInTarget[]) {
      this.say(`  ${label} (${line}:${column}-${endColumn})`);
    }
    return targets;
  }

  /** Writes down all continuations, threads or not. */
  async continuations(): Promise<void> {
    const { continuations }: ContinuationsResponse = await this.client.request('continuations');
    this.say('continuations');
    // How long, and how large, differs from machine to machine.
    for (const { createdAt, location, idle: _, stackBytes: __, ...entry } of continuations) {
      const where = location === undefined ? '' : ` at ${place(location)}`;
      const { threadId, context: _, ...rest } = entry;
      const thread = threadId === undefined ? '' : ` (thread ${this.#number(threadId)})`;
      this.say(`  ${JSON.stringify(rest)}${thread}${where}`);
      if (createdAt.length > 0) this.say(`    made at ${createdAt.map(place).join(' ← ')}`);
    }
  }

  /** Writes down the recorded switches. */
  async switchLog(): Promise<void> {
    const { switches }: SwitchLogResponse = await this.client.request('switchLog');
    this.say('switches');
    for (const { sequence, from, to, kind, fromName = '?', toName = '?' } of switches) {
      this.say(`  ${sequence} ${fromName} (${from}) → ${toName} (${to}) ${kind}`);
    }
  }

  /** Writes down a page of the recorded switches. */
  async switchPage(args: SwitchPageArguments = {}): Promise<void> {
    this.say(`page of switches ${JSON.stringify(args)}`);
    this.#sayPage(await this.client.request('switchPage', args));
  }

  /** Asks for pages until these names have been in them. */
  async namedInPages(...names: readonly string[]): Promise<void> {
    const missing = new Set(names);
    for (let start = 0; missing.size > 0; ) {
      const page: SwitchPage = await this.client.request('switchPage', { start, count: 10 });
      for (const name of Object.values(page.labels)) missing.delete(name);
      start = page.first + page.targets.length;
    }
  }

  /** Waits for the program's end, and writes down the page that the client gets before it. */
  async endedWithPage(): Promise<void> {
    const page = await this.client.event('switchPage');
    await this.ended();
    this.say('the last page of switches');
    this.#sayPage(page as SwitchPage);
  }

  #sayPage({ delays, time, now, threads, ...rest }: SwitchPage): void {
    const page = {
      ...rest,
      ...(threads && { threads: threads.map(({ begun, ended, ...each }) => each) }),
    };
    const passed = delays.reduce((sum, delay) => sum + delay, 0);
    const isPlausible = delays.length === page.targets.length && time + passed / 1_000 <= now;
    this.say(`  ${JSON.stringify(page)}${isPlausible ? '' : ` at ${time} + ${delays} µs`}`);
  }

  /** Ends a thread, and writes down the answer. */
  async terminate(thread: ThreadName): Promise<void> {
    const threadIds = [await this.threadId(thread)];
    const response = await this.client.send('terminateThreads', { threadIds });
    this.say(`terminate ${thread}: ${response.success ? 'done' : response.message}`);
  }

  /** Writes down what is inside of the value of an expression. */
  async inside(expression: string): Promise<void> {
    const frameId = await this.frameId();
    const { variablesReference } = await this.client.request('evaluate', { expression, frameId });
    this.say(`inside of ${expression}`);
    await this.#sayVariables(variablesReference, 1);
  }

  /** Compares all that was written down with a golden text. */
  assertGolden(name: string): void {
    const text = this.#normalize(this.#lines.join('\n')).replace(/\b0x[0-9a-f]+/g, '0x…');
    assertGolden(name, `${text}\n`);
  }

  /**
   * Threads by the order in which the text mentions them: whether one that lives
   * briefly between two stops gets an id of the adapter's depends on time.
   */
  #number(threadId: number): number {
    const number = this.#numbers.get(threadId) ?? this.#numbers.size + 1;
    this.#numbers.set(threadId, number);
    return number;
  }

  #logEvent(message: ServerMessage): void {
    if (message.type !== 'event') return;
    const { event, body } = message as DebugProtocol.Event;
    if (event === 'output') {
      const where =
        body.source === undefined ? '' : ` (${path.basename(body.source.path)}:${body.line})`;
      this.say(`${body.category}${where}: ${body.output.trimEnd()}`);
    }
    if (event === 'breakpoint') this.say(`breakpoint changed: ${describeBinding(body.breakpoint)}`);
    if (event === 'exited') this.say(`exited with code ${body.exitCode}`);
    if (event === 'terminated') this.say('terminated');
  }

  #normalize(text: string): string {
    return text.replaceAll(path.dirname(this.program.file), '<programs>');
  }
}

/** Where a breakpoint is, if anywhere, and why. */
export function describeBinding({ verified, ...rest }: DebugProtocol.Breakpoint): string {
  const column = rest.column === undefined ? '' : `, column ${rest.column}`;
  const where = rest.line === undefined ? 'set' : `at line ${rest.line}${column}`;
  const why = rest.message === undefined ? '' : ` (${rest.message})`;
  return `${verified ? where : 'not set'}${why}`;
}

function describeFrame(frame: DebugProtocol.StackFrame): string {
  if (frame.presentationHint === 'label') return `-- ${frame.name}`;
  const hint = frame.presentationHint === undefined ? '' : ` (${frame.presentationHint})`;
  return `${frame.name} ${frame.source?.name}:${frame.line}${hint}`;
}

function place({ path: file, line }: Location): string {
  return `${path.basename(file)}:${line}`;
}
