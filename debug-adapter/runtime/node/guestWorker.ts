import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { ContextRecord } from '../contextRecord.ts';
import type { Fork } from '../fork.ts';
import { Acknowledgement } from '../hosting/acknowledgement.ts';
import type { HostedGuest } from '../hosting/hostedGuest.ts';
import type {
  GuestMessage,
  GuestOutcome,
  HostMessage,
  OutputStreamName,
} from '../hosting/messages.ts';
import { IntervalTimers } from '../intervalTimers.ts';
import type { NativeFrame } from '../nativeStacks.ts';
import type { NetworkGrant } from '../network/network.ts';
import type { ReplaySummary } from '../recording/replayer.ts';
import { PendingSignals, Signal } from '../signals.ts';
import { StackBudget } from '../stackBudget.ts';
import { SwitchClock } from '../switchClock.ts';
import { SwitchLog } from '../switchLog.ts';
import { type TerminalModes, TerminalSize } from '../terminal.ts';
import { ThreadLives } from '../threadLives.ts';
import { contextCapacity, STACKS_OF_WORKER } from './engine.ts';
import { collectGarbageSoon } from './garbage.ts';
import type {
  GuestStart,
  MountSpecification,
  OutputTarget,
  RecordingSpecification,
  SentMessage,
  ThreadKind,
} from './guestMessages.ts';
import type { GuestPlace } from './guestPlace.ts';
import { GuestThread } from './guestThread.ts';
import type { ProgramFiles } from './programFiles.ts';
import { TemporaryDirectory } from './temporaryDirectory.ts';

/** What a guest is started with. Everything it can reach is in here. */
export interface GuestWorkerOptions extends ProgramFiles {
  /** `argv`, the program's own name first. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The guest's current directory. */
  readonly cwd: string;
  readonly mounts: readonly MountSpecification[];
  /** What it reaches by sockets; nothing by default. */
  /** See `LinkedProgram`. */
  readonly libraries?: readonly string[];
  readonly network?: NetworkGrant;
  readonly output: OutputTarget;
  /** Which standard streams are terminals; none by default. */
  readonly terminals?: GuestStart['terminals'];
  /** The descriptor of a channel for messages, if the guest is to have one. */
  readonly channelFd?: number;
  /** How many of the latest switches between contexts to keep; none by default. */
  readonly recordedSwitches?: number;
  /** Whether {@link GuestWorker.nativeStack} is to work, which makes each switch slower. */
  readonly takesNativeStacks?: boolean;
  /** How threads run; as stacks by default. */
  readonly threads?: ThreadKind | undefined;
  /** What it is a fork of, if it is one, and what it runs instead of the program. */
  readonly fork?: Fork | undefined;
  /** Whether to record it, or to replay a recording. */
  readonly recording?: RecordingSpecification | undefined;
  /** Whether to log every system call. */
  readonly isTraced?: boolean;
  /** Where it runs, for this program; in a thread of its own by default. */
  readonly place?: GuestPlace | undefined;
}

interface GuestWorkerEvents {
  output: [stream: OutputStreamName, bytes: Uint8Array];
  /** The guest waits for standard input. */
  inputWanted: [];
  /** With the number of switches that the main thread had made before it was sent. */
  message: [message: Uint8Array, switches: number];
  /** The guest wants these modes; it goes on when the listeners have returned. */
  terminalModes: [modes: TerminalModes];
  /** Which signals below 32 it does not leave to their default action from now on; n is 1 << n. */
  takenSignals: [signals: number];
  warning: [sentence: string];
  trace: [line: string];
  /** What it wrote to its channel when it was recorded; in frames, of which one may come in parts. */
  sentAgain: [fd: number, bytes: Uint8Array];
  replayed: [summary: ReplaySummary];
  ended: [end: GuestOutcome];
}

/** So many bytes of messages are acknowledged together: most messages are small. */
const ACKNOWLEDGED_AT_ONCE = 1 << 16;

/** How long a guest's thread may take to end, in milliseconds. */
const TERMINATION_PATIENCE = 1000;

/** The directory that a guest may write temporary files to; its own, gone when it ends. */
const TEMPORARY_MOUNT_POINT = '/tmp';

/** Whether a guest of this process has had its engine looked at. */
let stacksAreChecked = false;

/** What all guests of this process share. */
const processStacks = StackBudget.of(contextCapacity());

/**
 * A guest running in a thread of its own, or in another {@link GuestPlace}. Emits `ended` exactly once, whatever
 * happens to it; nothing is emitted afterwards.
 */
export class GuestWorker extends EventEmitter<GuestWorkerEvents> implements HostedGuest {
  readonly contexts: ContextRecord;
  /** The latest switches, if they are kept. */
  readonly switches: SwitchLog | undefined;
  /** The threads besides the main one, where switches are kept. */
  readonly threads = new ThreadLives();
  readonly #place: GuestPlace;
  readonly #signals: PendingSignals;
  readonly #terminalSize: TerminalSize;
  readonly #channel: MessagePort | undefined;
  readonly #temporaryDirectory = new TemporaryDirectory();
  #started: Extract<GuestMessage, { type: 'started' }> | undefined;
  #end: GuestOutcome | undefined;
  #endFromOutside: GuestOutcome | undefined;
  readonly #messagesTaken = new Acknowledgement(
    count => this.#post({ type: 'messagesTaken', count }),
    ACKNOWLEDGED_AT_ONCE,
  );
  readonly #outputTaken = {
    stdout: new Acknowledgement(count => this.#acknowledgeOutput('stdout', count)),
    stderr: new Acknowledgement(count => this.#acknowledgeOutput('stderr', count)),
  };
  readonly #stackRequests: ((frames: readonly NativeFrame[]) => void)[] = [];
  readonly #timers = new IntervalTimers(signal => this.raise(signal));
  #nextTick: NodeJS.Timeout | undefined;
  readonly #killProcess = (): void => void process.kill(process.pid, 'SIGKILL');

  constructor(options: GuestWorkerOptions) {
    super();
    const contextRecord = ContextRecord.allocate(contextCapacity());
    const stacks = processStacks.open();
    // One that finds no room runs all the same, with nothing but its main context.
    stacks.hold(STACKS_OF_WORKER);
    const signals = PendingSignals.allocate();
    this.contexts = new ContextRecord(contextRecord);
    const { recordedSwitches } = options;
    const switchLog = recordedSwitches ? SwitchLog.allocate(recordedSwitches) : undefined;
    this.switches = switchLog && new SwitchLog(switchLog);
    if (this.switches !== undefined) this.#tick(new SwitchClock(this.switches, this.threads));
    this.#signals = new PendingSignals(signals);
    const terminalSize = TerminalSize.allocate();
    this.#terminalSize = new TerminalSize(terminalSize);
    const channel = options.channelFd === undefined ? undefined : new MessageChannel();
    this.#channel = channel?.port1;
    this.#channel?.on('message', (message: SentMessage) => this.#receiveMessage(message));

    const { program, codeFile, isWatched, recording } = options;
    this.#place = options.place ?? GuestThread.for({ program, codeFile, isWatched });
    const start: GuestStart = {
      args: options.args,
      env: options.env,
      cwd: options.cwd,
      mounts: [
        ...options.mounts,
        {
          kind: 'directory',
          point: TEMPORARY_MOUNT_POINT,
          source: this.#temporaryDirectory.path,
          isReadOnly: false,
          isTemporary: true,
        },
      ],
      libraries: options.libraries ?? [],
      network: options.network ?? 'off',
      output: options.output,
      terminals: options.terminals ?? { stdin: false, stdout: false, stderr: false },
      terminalSize,
      channel:
        channel === undefined
          ? undefined
          : { fd: options.channelFd as number, port: channel.port2 },
      contextRecord,
      stacks: stacks.buffers,
      switchLog,
      signals,
      takesNativeStacks: options.takesNativeStacks ?? false,
      threads: options.threads ?? 'stacks',
      isTraced: options.isTraced ?? false,
      fork: options.fork,
      recording,
      sharesThread: this.#place.isOwn,
      checksStacks: !stacksAreChecked,
    };
    stacksAreChecked = true;
    const ports = channel === undefined ? [] : [channel.port2];
    if (recording?.kind === 'replay' && recording.travel) ports.push(recording.travel.port);
    this.#place.begin(start, ports, {
      onMessage: message => this.#receive(message),
      onCrash: error => this.#finish(crash(error)),
      onExit: () => {
        process.off('exit', this.#killProcess);
        stacks.close();
        this.#finish(this.#endFromOutside ?? crash(new Error('its thread has ended')));
      },
    });
  }

  /** The guest's linear memory, while it runs; undefined for one that does not share it. */
  get memory(): WebAssembly.Memory | undefined {
    return this.#started?.memory;
  }

  /** Sends a message on the channel. */
  send(message: Uint8Array): void {
    this.#channel?.postMessage(message);
  }

  /**
   * Lets the guest wait once its output and its messages fill what is between it and this
   * process, as a pipe that nobody reads would, or lets it go on.
   */
  holdOutput(isHeld: boolean): void {
    this.#messagesTaken.hold(isHeld);
    for (const taken of Object.values(this.#outputTaken)) taken.hold(isHeld);
  }

  /** Adds to the guest's standard input; undefined ends it. */
  writeInput(bytes: Uint8Array | undefined): void {
    this.#post(bytes === undefined ? { type: 'input' } : { type: 'input', bytes });
  }

  /**
   * Raises a signal in the guest. A guest that computes takes it at its next system call,
   * one that waits in a call at once.
   */
  raise(signal: number): void {
    this.#signals.raise(signal);
    this.#post({ type: 'interrupt' });
  }

  /** The WebAssembly functions on the stack of a context, while the guest sleeps; innermost first. */
  nativeStack(context: number): Promise<readonly NativeFrame[]> {
    if (this.#end !== undefined) return Promise.resolve([]);
    return new Promise(resolve => {
      this.#stackRequests.push(resolve);
      this.#post({ type: 'nativeStackWanted', context });
    });
  }

  /** Tells the guest the size of its terminal, in character cells. */
  resizeTerminal(columns: number, rows: number): void {
    this.#terminalSize.set(columns, rows);
    if (this.#started !== undefined) this.raise(Signal.windowChange);
  }

  /** Whether a signal was raised that has not been taken yet. */
  isPending(signal: number): boolean {
    return this.#signals.has(signal);
  }

  /**
   * Ends the guest at once, wherever it is.
   *
   * @param outcome what is told of its end.
   */
  async terminate(outcome: GuestOutcome = { kind: 'terminated' }): Promise<void> {
    this.#endFromOutside ??= outcome;
    const patience = new Promise<'late'>(resolve =>
      setTimeout(() => resolve('late'), TERMINATION_PATIENCE).unref(),
    );
    const end = await Promise.race([this.#place.terminate(), patience]);
    if (end !== 'late' || this.#end !== undefined) return;
    // It is in the middle of one instruction that fills gigabytes, and hears nothing until then.
    // So does the end of this process, then, for which Node would wait.
    process.on('exit', this.#killProcess);
    this.#finish(this.#endFromOutside);
  }

  #tick(clock: SwitchClock): void {
    this.#nextTick = setTimeout(() => this.#tick(clock), clock.tick()).unref();
  }

  #post(message: HostMessage): void {
    this.#place.post(message);
  }

  #receive(message: GuestMessage): void {
    if (this.#end !== undefined) return;
    switch (message.type) {
      case 'started':
        this.#started = message;
        return;
      case 'output':
        this.emit('output', message.stream, message.bytes);
        this.#outputTaken[message.stream].take(message.bytes.length);
        return;
      case 'inputWanted':
        this.emit('inputWanted');
        return;
      case 'terminalModes':
        this.emit('terminalModes', message.modes);
        this.#post({ type: 'terminalModesSet' });
        return;
      case 'nativeStack':
        this.#stackRequests.shift()?.(message.frames);
        return;
      case 'threadBegun':
        this.threads.begin(message.id, message.time, message.switchLog);
        return;
      case 'threadEnded':
        this.threads.end(message.id, message.time);
        return;
      case 'intervalTimer':
        this.#timers.set(message.timer);
        return;
      case 'takenSignals':
        this.emit('takenSignals', message.signals);
        return;
      case 'warning':
        this.emit('warning', message.sentence);
        return;
      case 'trace':
        this.emit('trace', message.line);
        return;
      case 'sentAgain':
        this.emit('sentAgain', message.fd, message.bytes);
        return;
      case 'replayed':
        this.emit('replayed', message.summary);
        return;
      case 'ended':
        this.#finish(message.end);
    }
  }

  #receiveMessage({ bytes, switches }: SentMessage): void {
    this.emit('message', bytes, switches);
    this.#messagesTaken.take(bytes.length);
  }

  #acknowledgeOutput(stream: OutputStreamName, count: number): void {
    this.#post({ type: 'outputTaken', stream, count });
  }

  /** Takes the messages that were sent before the end, which may have come sooner than they. */
  #receiveRest(): void {
    if (this.#channel === undefined) return;
    for (let rest = receiveMessageOnPort(this.#channel); rest !== undefined; ) {
      this.#receiveMessage(rest.message);
      rest = receiveMessageOnPort(this.#channel);
    }
  }

  #finish(end: GuestOutcome): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    clearTimeout(this.#nextTick);
    this.#timers.stop();
    for (const answer of this.#stackRequests) answer([]);
    this.#receiveRest();
    this.#channel?.close();
    this.#temporaryDirectory.remove();
    // Whoever still holds this object does not hold the memory.
    this.#started = undefined;
    collectGarbageSoon();
    this.emit('ended', end);
  }
}

function crash(error: unknown): GuestOutcome {
  const { message = String(error), stack = '' } = error as Partial<Error>;
  return { kind: 'crashed', reason: message, stack };
}
