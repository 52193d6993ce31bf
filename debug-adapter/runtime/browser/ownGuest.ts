import type { ContextRecord } from '../contextRecord.ts';
import { epochTime } from '../epochTime.ts';
import type { Mount } from '../filesystem/namespace.ts';
import { Acknowledgement } from '../hosting/acknowledgement.ts';
import type { GuestListener } from '../hosting/guestListener.ts';
import type { HostedGuest } from '../hosting/hostedGuest.ts';
import type { GuestMessage, GuestOutcome, HostMessage } from '../hosting/messages.ts';
import type { NativeFrame } from '../nativeStacks.ts';
import { PendingSignals } from '../signals.ts';
import { SwitchLog } from '../switchLog.ts';
import type { TerminalSize } from '../terminal.ts';
import { ThreadLives } from '../threadLives.ts';
import { fetchParts } from './fetchedParts.ts';
import { hostGuest } from './guestHost.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';
import { PageNetwork } from './network/pageNetwork.ts';
import { makeContextRecord } from './stackMappings.ts';
import { StackShare } from './stackShares.ts';

/** What a guest is started with whose host is in the same worker. Everything it can reach is in here. */
export interface OwnGuestOptions extends GuestWorkerOptions {
  /** Filesystems that the host uses, too. */
  readonly shared: readonly Mount[];
  /** The descriptor of its channel for messages. */
  readonly channelFd: number;
  /** How many of the latest switches between contexts to keep. */
  readonly recordedSwitches: number;
  /** Whether {@link OwnGuest.nativeStack} is to work, which makes each switch slower. */
  readonly takesNativeStacks: boolean;
  /** Of the terminal that its standard streams are; without one, they are none. */
  readonly terminalSize?: TerminalSize | undefined;
}

/** How exact the times of recorded switches are for which no clock is read, in milliseconds. */
const CLOCK_INTERVAL = 1;

/** So many bytes of messages are acknowledged together: most messages are small. */
const ACKNOWLEDGED_AT_ONCE = 1 << 16;

/**
 * A guest in the web worker of who starts it, to whom its memory and what it records are open. In a page that is
 * not isolated from other origins nothing of that could be seen from another worker. Its host hears of nothing
 * while it computes, but for the moments in which the interpreter lets the event loop turn: each few milliseconds,
 * unless a computation in C takes longer.
 *
 * @see GuestWorker for how deep its stacks are.
 */
export class OwnGuest implements HostedGuest {
  readonly contexts: ContextRecord;
  readonly switches: SwitchLog;
  readonly threads = new ThreadLives();
  /** What its sockets have of one. */
  readonly network: PageNetwork;
  readonly #listener: GuestListener;
  readonly #stacks = new StackShare();
  readonly #signals = new PendingSignals(PendingSignals.allocate());
  readonly #listeners = new Set<(message: HostMessage) => void>();
  readonly #stackRequests: ((frames: readonly NativeFrame[]) => void)[] = [];
  readonly #messagesTaken = new Acknowledgement(
    count => this.#post({ type: 'messagesTaken', count }),
    ACKNOWLEDGED_AT_ONCE,
  );
  readonly #outputTaken = {
    stdout: new Acknowledgement(count =>
      this.#post({ type: 'outputTaken', stream: 'stdout', count }),
    ),
    stderr: new Acknowledgement(count =>
      this.#post({ type: 'outputTaken', stream: 'stderr', count }),
    ),
  };
  readonly #clock = setInterval(() => this.#tick(), CLOCK_INTERVAL);
  #memory: WebAssembly.Memory | undefined;
  #hasEnded = false;

  constructor(options: OwnGuestOptions, listener: GuestListener) {
    this.#listener = listener;
    const {
      program: _,
      shared,
      channelFd,
      recordedSwitches,
      takesNativeStacks,
      terminalSize,
      ...start
    } = options;
    const stackMappings = this.#stacks.mappings;
    this.contexts = makeContextRecord(stackMappings);
    this.switches = new SwitchLog(SwitchLog.allocate(recordedSwitches));
    this.#tick();
    this.network = new PageNetwork({
      listening: ports => this.#listener.listening?.(ports),
      warning: sentence => this.#receive({ type: 'warning', sentence }),
    });
    const host = {
      post: (message: GuestMessage): void => this.#receive(message),
      listen: (hear: (message: HostMessage) => void) => {
        this.#listeners.add(hear);
        return () => this.#listeners.delete(hear);
      },
    };
    const { contexts, switches, network } = this;
    const signals = this.#signals;
    const common = {
      contexts,
      switches,
      signals,
      shared,
      network,
      channelFd,
      takesNativeStacks,
      terminalSize,
    };
    const running = hostGuest({ ...start, stackMappings }, fetchParts(options), host, common);
    void running.then(() => this.#stacks.close());
  }

  get memory(): WebAssembly.Memory | undefined {
    return this.#memory;
  }

  send(bytes: Uint8Array): void {
    this.#post({ type: 'message', bytes });
  }

  holdOutput(isHeld: boolean): void {
    this.#messagesTaken.hold(isHeld);
    for (const taken of Object.values(this.#outputTaken)) taken.hold(isHeld);
  }

  writeInput(bytes: Uint8Array | undefined): void {
    this.#post(bytes === undefined ? { type: 'input' } : { type: 'input', bytes });
  }

  raise(signal: number): void {
    this.#post({ type: 'interrupt', signal });
  }

  nativeStack(context: number): Promise<readonly NativeFrame[]> {
    if (this.#hasEnded) return Promise.resolve([]);
    return new Promise(resolve => {
      this.#stackRequests.push(resolve);
      this.#post({ type: 'nativeStackWanted', context });
    });
  }

  /** It does not run any further once the caller has let go of this worker. */
  async terminate(outcome: GuestOutcome = { kind: 'terminated' }): Promise<void> {
    this.#post({ type: 'end' });
    this.#finish(outcome);
  }

  #post(message: HostMessage): void {
    for (const hear of this.#listeners) hear(message);
  }

  #tick(): void {
    const time = epochTime();
    this.switches.tick(time);
    this.threads.tick(time);
  }

  #receive(message: GuestMessage): void {
    // How many stacks it had is to be known of one that was ended, too.
    if (message.type === 'stacksMapped') this.#stacks.mapped(message.count);
    if (this.#hasEnded) return;
    switch (message.type) {
      case 'started':
        this.#memory = message.memory;
        return;
      case 'output':
        this.#listener.output(message.stream, message.bytes);
        this.#outputTaken[message.stream].take(message.bytes.length);
        return;
      case 'message':
        this.#listener.message?.(message.bytes, message.switches);
        this.#messagesTaken.take(message.bytes.length);
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
      case 'inputWanted':
        this.#listener.inputWanted?.();
        return;
      case 'terminalModes':
        this.#listener.terminalModes?.(message.modes);
        this.#post({ type: 'terminalModesSet' });
        return;
      case 'warning':
        this.#listener.warning?.(message.sentence);
        return;
      case 'ended':
        this.#finish(message.end);
    }
  }

  #finish(end: GuestOutcome): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearInterval(this.#clock);
    for (const answer of this.#stackRequests) answer([]);
    // Whoever still holds this object does not hold the memory.
    this.#memory = undefined;
    this.#listener.ended(end);
  }
}
