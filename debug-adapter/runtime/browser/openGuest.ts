import { ContextRecord } from '../contextRecord.ts';
import { Acknowledgement } from '../hosting/acknowledgement.ts';
import type { GuestListener } from '../hosting/guestListener.ts';
import type { HostedGuest } from '../hosting/hostedGuest.ts';
import type { GuestMessage, GuestOutcome, HostMessage } from '../hosting/messages.ts';
import type { NativeFrame } from '../nativeStacks.ts';
import { PendingSignals } from '../signals.ts';
import { SwitchClock } from '../switchClock.ts';
import { SwitchLog } from '../switchLog.ts';
import type { TerminalSize } from '../terminal.ts';
import { ThreadLives } from '../threadLives.ts';
import { fetchParts } from './fetchedParts.ts';
import type { GuestRecords } from './guestMessages.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';
import type { GuestPlace } from './guestPlace.ts';
import type { PortAnswer, PortRequest } from './network/portRequest.ts';
import { allocateContextRecord } from './stackMappings.ts';
import { StackShare } from './stackShares.ts';

/** What such a guest is started with. Everything it can reach is in here, or in its place. */
export interface OpenGuestOptions extends GuestWorkerOptions {
  /** The descriptor of its channel for messages. */
  readonly channelFd: number;
  /** How many of the latest switches between contexts to keep. */
  readonly recordedSwitches: number;
  /** Whether {@link OpenGuest.nativeStack} is to work, which makes each switch slower. */
  readonly takesNativeStacks: boolean;
  /** Of the terminal that its standard streams are; without one, they are none. */
  readonly terminalSize?: TerminalSize | undefined;
}

/** So many bytes of messages are acknowledged together: most messages are small. */
const ACKNOWLEDGED_AT_ONCE = 1 << 16;

/**
 * A guest whose memory, and what it records, are open to who starts it, wherever it runs.
 *
 * @see GuestWorker for how deep its stacks are.
 */
export class OpenGuest implements HostedGuest {
  readonly contexts: ContextRecord;
  readonly switches: SwitchLog;
  readonly threads = new ThreadLives();
  readonly #listener: GuestListener;
  readonly #stacks = new StackShare();
  readonly #signals: PendingSignals;
  readonly #place: GuestPlace;
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
  #nextTick: ReturnType<typeof setTimeout> | undefined;
  #memory: WebAssembly.Memory | undefined;
  #hasEnded = false;

  /** @param place where it runs, for this program. */
  constructor(options: OpenGuestOptions, place: GuestPlace, listener: GuestListener) {
    this.#listener = listener;
    this.#place = place;
    const {
      program: _,
      channelFd,
      recordedSwitches,
      takesNativeStacks,
      terminalSize,
      ...start
    } = options;
    const stackMappings = this.#stacks.mappings;
    const records: GuestRecords = {
      contexts: allocateContextRecord(stackMappings),
      switches: SwitchLog.allocate(recordedSwitches),
      signals: PendingSignals.allocate(),
      channelFd,
      takesNativeStacks,
      terminalSize: terminalSize?.buffer,
    };
    this.contexts = new ContextRecord(records.contexts);
    this.switches = new SwitchLog(records.switches);
    this.#signals = new PendingSignals(records.signals);
    this.#tick(new SwitchClock(this.switches, this.threads));
    const parts = fetchParts(options);
    const hear = (message: GuestMessage): void => this.#receive(message);
    void place
      .run({ ...start, stackMappings }, parts, records, hear)
      .then(() => this.#stacks.close());
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
    this.#signals.raise(signal);
    this.#post({ type: 'interrupt' });
  }

  /**
   * Asks it something by HTTP.
   *
   * @throws Error when it does not listen on that port, or does not answer.
   */
  ask(port: number, request: PortRequest): Promise<PortAnswer> {
    return this.#place.ask(port, request);
  }

  nativeStack(context: number): Promise<readonly NativeFrame[]> {
    if (this.#hasEnded) return Promise.resolve([]);
    return new Promise(resolve => {
      this.#stackRequests.push(resolve);
      this.#post({ type: 'nativeStackWanted', context });
    });
  }

  async terminate(outcome: GuestOutcome = { kind: 'terminated' }): Promise<void> {
    this.#place.end();
    this.#finish(outcome);
  }

  #post(message: HostMessage): void {
    this.#place.post(message);
  }

  #tick(clock: SwitchClock): void {
    this.#nextTick = setTimeout(() => this.#tick(clock), clock.tick());
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
      case 'listening':
        this.#listener.listening?.(message.ports);
        return;
      case 'ended':
        this.#finish(message.end);
    }
  }

  #finish(end: GuestOutcome): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#nextTick);
    for (const answer of this.#stackRequests) answer([]);
    // Whoever still holds this object does not hold the memory.
    this.#memory = undefined;
    this.#listener.ended(end);
  }
}
