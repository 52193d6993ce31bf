import { EventEmitter } from '#platform/events.ts';
import type { Foreground } from '#platform/foreground.ts';
import { startGuest } from '#platform/guests.ts';
import { CHANNEL_FD, type Commands, type EventMessage } from '../../protocol/messages.ts';
import type { ContextRecord } from '../../runtime/contextRecord.ts';
import { epochTime } from '../../runtime/epochTime.ts';
import type { HostedGuest } from '../../runtime/hosting/hostedGuest.ts';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import type { NativeFrame } from '../../runtime/nativeStacks.ts';
import { ATTENTION_SIGNAL } from '../../runtime/signals.ts';
import type { SwitchLog } from '../../runtime/switchLog.ts';
import type { ThreadLives } from '../../runtime/threadLives.ts';
import { notBegun, notRecorded, notStopped, startFailed } from '../errors.ts';
import { packageMounts } from '../python/packages.ts';
import type { PythonVersion } from '../python/versions.ts';
import { unawaited } from '../timers.ts';
import { AgentConnection } from './agentConnection.ts';
import type { DebuggedProgram } from './debuggedProgram.ts';
import type { Debuggee, DebuggeeEvents, Output, ResumeCommand, Stopped } from './debuggee.ts';
import { isLook } from './looks.ts';
import { PathMap } from './pathMap.ts';

/** After how long an agent that has not answered is asked for its attention again, in milliseconds. */
const ATTENTION_INTERVAL = 250;

/** After how long one that is at work is asked for its attention again, in milliseconds. */
const BUSY_INTERVAL = 1;

/** How long a program may take to end by itself, in milliseconds. */
const TERMINATION_PATIENCE = 2_000;

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

/** A program that runs while it is debugged: a guest with the agent in it. */
export class LiveProgram extends EventEmitter<DebuggeeEvents> implements Debuggee {
  readonly paths: PathMap;
  readonly isReplay = false;
  readonly cwd: string;
  readonly version: PythonVersion;
  readonly isRecorded: boolean;
  readonly #guest: HostedGuest;
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
    const { version, cwd, mounts, packages, recording } = program;
    this.version = version;
    this.paths = new PathMap([...mounts, ...packageMounts(packages)]);
    this.cwd = cwd;
    this.isRecorded = recording !== undefined;
    this.#foreground = foreground;
    this.#agent = new AgentConnection(message => this.#guest.send(message));
    this.#agent.on('event', (message, switches) => this.#onEvent(message, switches));
    this.#agent.on('garbage', () => this.#onGarbage());
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    this.#guest = startGuest(program, foreground, {
      message: (message, switches) => this.#agent.receive(message, switches),
      output: (category, bytes) => {
        // A character may be cut in two between two pieces.
        const text = decoders[category].decode(bytes, { stream: true }).replace(LAST_WORDS, '');
        if (text === '') return;
        if (this.#earlyOutput.length < LONGEST_EARLY_OUTPUT) this.#earlyOutput += text;
        this.#tellOutput({ event: 'output', category, text });
      },
      warning: sentence =>
        void this.emit('output', { event: 'output', category: 'console', text: `${sentence}\n` }),
      // A program that runs for a client has no terminal: standard input is at its end.
      inputWanted: () => {
        this.emit('inputMissing');
        this.#guest.writeInput(undefined);
      },
      ended: outcome => this.#onEnded(outcome),
    });
  }

  /**
   * Starts a program up to the point where it waits for {@link run}.
   *
   * @param foreground the terminal that it has, if any.
   * @throws DebugError when it cannot start.
   */
  static async start(program: DebuggedProgram, foreground?: Foreground): Promise<LiveProgram> {
    const live = new LiveProgram(program, foreground);
    await live.#isReady.promise;
    return live;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  get age(): number {
    return this.#age;
  }

  get memory(): WebAssembly.Memory {
    return this.#guest.memory as WebAssembly.Memory;
  }

  nativeStack(context: number): Promise<readonly NativeFrame[]> {
    return this.#guest.nativeStack(context);
  }

  get contexts(): ContextRecord {
    return this.#guest.contexts;
  }

  get now(): number {
    return epochTime();
  }

  get switches(): SwitchLog {
    return this.#guest.switches as SwitchLog;
  }

  get threads(): ThreadLives {
    return this.#guest.threads;
  }

  outlook(): undefined {}

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
    const timer = unawaited(setInterval(ask, ATTENTION_INTERVAL));
    const stop = (): void => clearInterval(timer);
    reply.then(stop, stop);
    ask();
  }

  cancel(request: number): void {
    // The agent is busy with it, and has to be told to look.
    if (this.#agent.cancel(request)) this.#guest.raise(ATTENTION_SIGNAL);
  }

  readonly inspect: AgentConnection['call'] = (name, args) => {
    if (!this.#isStopped) return Promise.reject(notStopped());
    return this.#call(name, args);
  };

  readonly #call: AgentConnection['call'] = (name, args) => {
    if (!isLook(name)) this.#age++;
    return this.#agent.call(name, args);
  };

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

  get replayPosition(): never {
    throw notRecorded();
  }

  goBack(): Promise<void> {
    return Promise.reject(notRecorded());
  }

  holdOutput(isHeld: boolean): void {
    this.#guest.holdOutput(isHeld);
  }

  async terminate(): Promise<void> {
    const patience = new Promise<false>(resolve =>
      unawaited(setTimeout(() => resolve(false), TERMINATION_PATIENCE)),
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

  async kill(): Promise<void> {
    await this.#guest.terminate();
  }

  #stop(message: Stopped): void {
    if (this.#hasEnded) return;
    this.#isStopped = true;
    this.#age++;
    this.emit('stopped', message);
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
        this.#stop(message);
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
    this.emit('ended', outcome);
  }
}

function describe(outcome: GuestOutcome): string {
  if (outcome.kind === 'terminated') return 'it was ended meanwhile';
  return outcome.kind === 'exited'
    ? `the interpreter ended with exit code ${outcome.code}`
    : outcome.reason;
}
