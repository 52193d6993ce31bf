import { EventEmitter } from 'node:events';
import type { BoundBreakpoint } from '../../protocol/breakpoints.ts';
import {
  AGENT_FOLDER,
  AGENT_MODULE,
  CHANNEL_FD,
  type CommandName,
  type Commands,
  type EventMessage,
} from '../../protocol/messages.ts';
import type { Module } from '../../protocol/program.ts';
import type { ContextRecord } from '../../runtime/contextRecord.ts';
import type { NativeFrame } from '../../runtime/nativeStacks.ts';
import type { GuestOutcome } from '../../runtime/node/guestMessages.ts';
import { GuestWorker, type GuestWorkerOptions } from '../../runtime/node/guestWorker.ts';
import type { ThreadLives } from '../../runtime/node/threadLives.ts';
import { ATTENTION_SIGNAL } from '../../runtime/signals.ts';
import type { SwitchLog } from '../../runtime/switchLog.ts';
import { noPython, notBegun, notStopped, startFailed } from '../errors.ts';
import { compileForNextTime } from '../python/compiledPython.ts';
import {
  agentArchive,
  findPython,
  type PythonDistribution,
  presentVersions,
} from '../python/distribution.ts';
import { pythonGuest } from '../python/interpreter.ts';
import { packageMounts } from '../python/packages.ts';
import type { PythonVersion } from '../python/versions.ts';
import { AgentConnection } from './agentConnection.ts';
import type { DebuggedProgram } from './debuggedProgram.ts';
import { PathMap } from './pathMap.ts';

/** What the interpreter's main module imports before the program: `FOLDER:MODULE`. */
const PRELOAD_VARIABLE = 'WASIX_PYTHON_PRELOAD';

/** After how long an agent that has not answered is asked for its attention again, in milliseconds. */
const ATTENTION_INTERVAL = 250;

/** After how long one that is at work is asked for its attention again, in milliseconds. */
const BUSY_INTERVAL = 1;

/** How long a program may take to end by itself, in milliseconds. */
const TERMINATION_PATIENCE = 2_000;

/** How many of the latest switches are remembered: 2 MiB of them. */
const RECORDED_SWITCHES = 65_536;

/** How much of what the interpreter prints before it is up is kept, in characters. */
const LONGEST_EARLY_OUTPUT = 10_000;

const CHANNEL_BROKEN =
  `The program wrote to file descriptor ${CHANNEL_FD}, which belongs to the debugger, and was ` +
  'ended: let it leave that descriptor alone.\n';

/**
 * What wasix-libc, which misspells it, has a program say when a signal ends it that asks for that.
 * Natively it would say nothing: who has asked knows, and the exit code tells of the signal. Servers
 * end so all the time, which raise the signal again once they have shut down.
 */
const LAST_WORDS = /^Program recieved termination signal: (?:Hangup|Interrupt|Terminated)\n$/;

/**
 * The commands that neither run code of the program nor change what others are answered: no
 * more than a look, or for later.
 */
const LOOKS: ReadonlySet<CommandName> = new Set([
  'cancel',
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setInstructionBreakpoints',
  'watchThrows',
  'breakpointLocations',
  'stopAtResumptions',
  'disassemble',
  'modules',
  'source',
  'names',
  'continuations',
  'continuationTree',
  'taskList',
  'stepTargets',
  'stacks',
  'scopes',
]);

/** The commands that let the program go on. */
type ResumeCommand = 'run' | 'resume' | 'step' | 'stepToSwitch' | 'runTo';

type Stopped = Extract<EventMessage, { event: 'stopped' }>;
export type MissingModule = Extract<EventMessage, { event: 'missingModule' }>;
type Output = Extract<EventMessage, { event: 'output' }>;

interface DebuggeeEvents {
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

/** A terminal for a program to run on. */
export interface Foreground {
  readonly terminals: NonNullable<GuestWorkerOptions['terminals']>;
  /** Connects a guest that is about to run: its input, its signals. */
  connect(guest: GuestWorker): void;
  /** Shows what the program prints. */
  print(stream: 'stdout' | 'stderr', text: string): void;
}

/** The program that is being debugged: a guest with the agent in it. */
export class Debuggee extends EventEmitter<DebuggeeEvents> {
  readonly paths: PathMap;
  /** The folder in which it was started, in the guest. */
  readonly cwd: string;
  readonly #python: PythonDistribution;
  readonly #guest: GuestWorker;
  readonly #agent: AgentConnection;
  readonly #foreground: Foreground | undefined;
  readonly #isReady = Promise.withResolvers<void>();
  /** What the interpreter printed by itself, which says why it did not start. */
  #earlyOutput = '';
  #isStopped = true;
  #age = 0;
  #hasBegun = false;
  #hasEnded = false;

  private constructor(program: DebuggedProgram, foreground: Foreground | undefined) {
    super();
    const python = findPython(program.version);
    if (python === undefined) throw noPython(program.version, presentVersions());
    this.#python = python;
    const { args, env, cwd, mounts, network, packages, takesNativeStacks } = program;
    this.paths = new PathMap([...mounts, ...packageMounts(packages)]);
    this.cwd = cwd;
    this.#foreground = foreground;
    this.#guest = new GuestWorker({
      ...pythonGuest(python, {
        args,
        env: { ...env, [PRELOAD_VARIABLE]: `${AGENT_FOLDER}:${AGENT_MODULE}` },
        cwd,
        network,
        packages,
        mounts: [
          ...mounts,
          { kind: 'zip', point: AGENT_FOLDER, source: agentArchive(python.version) },
        ],
      }),
      output: 'message',
      channelFd: CHANNEL_FD,
      recordedSwitches: RECORDED_SWITCHES,
      takesNativeStacks,
      ...(foreground === undefined ? {} : { terminals: foreground.terminals }),
    });
    this.#agent = new AgentConnection(message => this.#guest.send(message));
    this.#agent.on('event', (message, switches) => this.#onEvent(message, switches));
    this.#agent.on('garbage', () => this.#onGarbage());
    this.#guest.on('message', (message, switches) => this.#agent.receive(message, switches));
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    this.#guest.on('output', (category, bytes) => {
      // A character may be cut in two between two pieces.
      const text = decoders[category].decode(bytes, { stream: true }).replace(LAST_WORDS, '');
      if (text === '') return;
      if (this.#earlyOutput.length < LONGEST_EARLY_OUTPUT) this.#earlyOutput += text;
      this.#tellOutput({ event: 'output', category, text });
    });
    this.#guest.on('warning', sentence =>
      this.emit('output', { event: 'output', category: 'console', text: `${sentence}\n` }),
    );
    // A program that runs for a client has no terminal: standard input is at its end.
    if (foreground === undefined) {
      this.#guest.on('inputWanted', () => {
        this.emit('inputMissing');
        this.#guest.writeInput(undefined);
      });
    } else {
      foreground.connect(this.#guest);
    }
    this.#guest.on('ended', outcome => this.#onEnded(outcome));
  }

  /**
   * Starts a program up to the point where it waits for {@link run}.
   *
   * @param foreground the terminal that it has, if any.
   * @throws DebugError when it cannot start.
   */
  static async start(program: DebuggedProgram, foreground?: Foreground): Promise<Debuggee> {
    const debuggee = new Debuggee(program, foreground);
    await debuggee.#isReady.promise;
    return debuggee;
  }

  /** The version of Python that runs it. */
  get version(): PythonVersion {
    return this.#python.version;
  }

  /** Whether the program was let go since its start, so that there is something to inspect. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether the program stands still, and can be inspected. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Grows whenever what was told of the program may not hold any more. */
  get age(): number {
    return this.#age;
  }

  /** The program's linear memory. */
  get memory(): WebAssembly.Memory {
    return this.#guest.memory as WebAssembly.Memory;
  }

  /** The WebAssembly functions on the stack of a context, innermost first, while the program stands. */
  nativeStack(context: number): Promise<readonly NativeFrame[]> {
    return this.#guest.nativeStack(context);
  }

  /** What the host knows of the program's contexts; up to date while it runs, too. */
  get contexts(): ContextRecord {
    return this.#guest.contexts;
  }

  /** The latest switches between its contexts. */
  get switches(): SwitchLog {
    return this.#guest.switches as SwitchLog;
  }

  /** The threads besides the main one, those that have ended too, and their switches. */
  get threads(): ThreadLives {
    return this.#guest.threads;
  }

  /** Sends a command that the agent can answer at any time. */
  readonly command: AgentConnection['call'] = (name, args) => {
    const reply = this.#call(name, args);
    if (!this.#isStopped) this.#askForAttention(reply);
    return reply;
  };

  /**
   * Has a running program's agent read its commands. Once may not do: Python can take the
   * signal while it waits for a mutex of the C library's, and then go on to a wait of its
   * program's without having looked.
   *
   * @param reply what there is to wait for.
   */
  #askForAttention(reply: Promise<unknown>): void {
    const ask = (): void => this.#guest.raise(ATTENTION_SIGNAL);
    const timer = setInterval(ask, ATTENTION_INTERVAL).unref();
    const stop = (): void => clearInterval(timer);
    reply.then(stop, stop);
    ask();
  }

  /** Gives up what a request of the client waits for, by the request's number. */
  cancel(request: number): void {
    // The agent is busy with it, and has to be told to look.
    if (this.#agent.cancel(request)) this.#guest.raise(ATTENTION_SIGNAL);
  }

  /** Asks the agent about the program. @throws DebugError while it runs. */
  readonly inspect: AgentConnection['call'] = (name, args) => {
    if (!this.#isStopped) return Promise.reject(notStopped());
    return this.#call(name, args);
  };

  readonly #call: AgentConnection['call'] = (name, args) => {
    if (!LOOKS.has(name)) this.#age++;
    return this.#agent.call(name, args);
  };

  /**
   * Sends one of the commands that let the program go on; the first of all is `run`.
   *
   * @throws DebugError while it runs, and before it has begun to.
   */
  async resume<Name extends ResumeCommand>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<void> {
    if (!this.#isStopped) throw notStopped();
    const isFirst = name === 'run';
    if (!isFirst && !this.#hasBegun) throw notBegun();
    const reply = this.inspect(name, args);
    this.#isStopped = false;
    this.#hasBegun = true;
    try {
      await reply;
      if (!this.#isStopped) this.emit('resumed');
    } catch (error) {
      // It was refused, and the program still stands.
      this.#isStopped = !this.#hasEnded;
      if (isFirst) this.#hasBegun = false;
      throw error;
    }
  }

  /** Lets the program wait when it prints more than fits into a pipe, or go on. */
  holdOutput(isHeld: boolean): void {
    this.#guest.holdOutput(isHeld);
  }

  /** Lets the program end by itself if it wants to, and else ends it. */
  async terminate(): Promise<void> {
    const patience = new Promise<false>(resolve =>
      setTimeout(() => resolve(false), TERMINATION_PATIENCE).unref(),
    );
    const willEnd = this.command('terminate', {}).then(
      reply => reply.willEnd,
      () => false,
    );
    const ended = new Promise<true>(resolve => this.once('ended', () => resolve(true)));
    const endsByItself =
      (await Promise.race([willEnd, patience])) && (await Promise.race([ended, patience]));
    if (!endsByItself) await this.kill();
  }

  /** Ends the program at once. */
  async kill(): Promise<void> {
    await this.#guest.terminate();
  }

  #onEvent(message: EventMessage, switches: number): void {
    switch (message.event) {
      case 'ready':
        this.#isReady.resolve();
        return;
      case 'busy':
        setTimeout(() => this.#guest.raise(ATTENTION_SIGNAL), BUSY_INTERVAL);
        return;
      case 'stopped':
        this.#isStopped = true;
        this.#age++;
        this.emit('stopped', message);
        return;
      case 'output':
        this.#tellOutput(message);
        return;
      case 'module':
        this.emit('module', message.module);
        return;
      case 'missingModule':
        this.emit('missingModule', message);
        return;
      case 'left':
        this.emit('left', message.contexts);
        return;
      case 'threw':
        this.emit('threw', switches - 1, message.exception);
        return;
      case 'breakpoint':
        this.emit('breakpoint', message.breakpoint);
    }
  }

  #tellOutput(output: Output): void {
    const { category, text } = output;
    if (category !== 'console') this.#foreground?.print(category, text);
    this.emit('output', output);
  }

  /** The program itself wrote to the channel: there is no talking to the agent any more. */
  #onGarbage(): void {
    this.emit('output', { event: 'output', category: 'stderr', text: CHANNEL_BROKEN });
    void this.#guest.terminate({ kind: 'crashed', reason: 'the guest was terminated', stack: '' });
  }

  #onEnded(outcome: GuestOutcome): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isStopped = false;
    this.#agent.close();
    this.#isReady.reject(startFailed(`${describe(outcome)}\n${this.#earlyOutput}`.trim()));
    compileForNextTime(this.#python);
    this.emit('ended', outcome);
  }
}

function describe(outcome: GuestOutcome): string {
  if (outcome.kind === 'terminated') return 'it was ended meanwhile';
  return outcome.kind === 'exited'
    ? `the interpreter ended with exit code ${outcome.code}`
    : outcome.reason;
}
