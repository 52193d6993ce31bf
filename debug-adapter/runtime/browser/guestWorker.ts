import type { GuestListener } from '../hosting/guestListener.ts';
import type { GuestMessage, GuestOutcome } from '../hosting/messages.ts';
import { fetchParts } from './fetchedParts.ts';
import type { PageMessage } from './guestMessages.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';
import { LONGEST_FORCED_END, StackShare, TERMINATION_PATIENCE } from './stackShares.ts';

/**
 * A guest running in a web worker of its own, as the page has it. The page need not be isolated from other
 * origins: nothing of the guest's memory is shared.
 *
 * Stacks are as deep as the browser makes them, about a megabyte: a program whose recursion in C needs more ends,
 * also where Python would end the recursion on the deeper stacks that Node gives.
 */
export class GuestWorker {
  readonly #worker: Worker;
  readonly #listener: GuestListener;
  readonly #stacks = new StackShare();
  #hasStarted = false;
  #isTerminated = false;
  #hasEnded = false;

  /** @param script URL of the bundle of `worker.ts`. */
  constructor(script: string | URL, options: GuestWorkerOptions, listener: GuestListener) {
    this.#listener = listener;
    this.#worker = new Worker(script);
    this.#worker.onmessage = ({ data }: MessageEvent<GuestMessage>) => this.#receive(data);
    this.#worker.onerror = ({ message }) =>
      this.#finish({
        kind: 'crashed',
        reason: message || 'its worker cannot be loaded',
        stack: '',
      });
    const { program: _, ...start } = options;
    const stackMappings = this.#stacks.mappings;
    this.#post({ type: 'start', start: { ...start, stackMappings } });
    fetchParts(options).then(
      parts => this.#post({ type: 'fetched', parts }),
      (error: Error) => this.#post({ type: 'fetched', parts: error }),
    );
  }

  /** Adds to the guest's standard input; undefined ends it. */
  writeInput(bytes: Uint8Array | undefined): void {
    this.#post(bytes === undefined ? { type: 'input' } : { type: 'input', bytes });
  }

  /** Raises a signal in the guest. One that computes takes it within some milliseconds. */
  raise(signal: number): void {
    this.#post({ type: 'interrupt', signal });
  }

  /** Ends the guest, wherever it is. */
  terminate(): void {
    if (this.#isTerminated) return;
    this.#isTerminated = true;
    const finish = (): void => this.#finish({ kind: 'terminated' }, LONGEST_FORCED_END);
    if (!this.#hasStarted) {
      finish();
      return;
    }
    // It ends its stacks, of which a worker that is ended by force may have thousands for a while.
    this.#post({ type: 'end' });
    setTimeout(finish, TERMINATION_PATIENCE);
  }

  #post(message: PageMessage): void {
    this.#worker.postMessage(message);
  }

  #receive(message: GuestMessage): void {
    if (this.#hasEnded) return;
    switch (message.type) {
      case 'started':
        this.#hasStarted = true;
        return;
      case 'output':
        this.#listener.output(message.stream, message.bytes);
        this.#post({ type: 'outputTaken', stream: message.stream, count: message.bytes.length });
        return;
      case 'stacksMapped':
        this.#stacks.mapped(message.count);
        return;
      case 'inputWanted':
        this.#listener.inputWanted?.();
        return;
      case 'terminalModes':
        this.#post({ type: 'terminalModesSet' });
        return;
      case 'warning':
        this.#listener.warning?.(message.sentence);
        return;
      case 'ended':
        this.#finish(this.#isTerminated ? { kind: 'terminated' } : message.end);
    }
  }

  /** @param delay how long its stacks may be there still, in milliseconds. */
  #finish(end: GuestOutcome, delay = 0): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#worker.terminate();
    this.#stacks.closeLater(delay);
    this.#listener.ended(end);
  }
}
