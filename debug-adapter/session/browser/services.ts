import type { PortAnswer } from '../../runtime/browser/network/portRequest.ts';
import type { OpenGuest } from '../../runtime/browser/openGuest.ts';
import type { AnswerMessage, AnswerWish, PortRequest } from './serviceMessages.ts';

/** Who is told of the programs of this worker that listen. */
export interface ServicesListener {
  /** They listen on other ports than before: on these. */
  listening(ports: readonly number[]): void;
  /** What a program answers to a request, by the request's number. */
  answer(id: number, message: AnswerMessage): void;
}

/** The programs of this worker as services, which the page asks. */
export class Services {
  readonly #ports = new Map<OpenGuest, readonly number[]>();
  readonly #answers = new Map<number, ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>>();
  #listener: ServicesListener | undefined;

  /** Who serves them to others; nobody, unless it is said. */
  set listener(listener: ServicesListener) {
    this.#listener = listener;
  }

  /** Whether anybody but a program itself reaches the ports that it listens on. */
  get isServed(): boolean {
    return this.#listener !== undefined;
  }

  /** A program listens on other ports: on none, when it has ended. */
  listening(guest: OpenGuest, ports: readonly number[]): void {
    if (ports.length > 0) this.#ports.set(guest, ports);
    else this.#ports.delete(guest);
    this.#listener?.listening([...this.#ports.values()].flat());
  }

  /** Asks a program. What it answers is told by the request's number. */
  async ask(id: number, port: number, request: PortRequest): Promise<void> {
    try {
      const { status, reason, headers, body } = await this.#askPort(port, request);
      this.#answers.set(id, body.getReader());
      this.#listener?.answer(id, { type: 'head', status, reason, headers });
    } catch (error) {
      this.#fail(id, error as Error);
    }
  }

  /** Goes on with an answer, or lets go of it. */
  async wish(id: number, wish: AnswerWish): Promise<void> {
    const reader = this.#answers.get(id);
    if (reader === undefined) return;
    try {
      if (wish === 'cancel') {
        this.#answers.delete(id);
        await reader.cancel();
        return;
      }
      const { value, done } = await reader.read();
      if (done) this.#answers.delete(id);
      this.#listener?.answer(id, done ? { type: 'end' } : { type: 'body', bytes: value });
    } catch (error) {
      this.#fail(id, error as Error);
    }
  }

  #askPort(port: number, request: PortRequest): Promise<PortAnswer> {
    const [guest] = [...this.#ports].find(([, ports]) => ports.includes(port)) ?? [];
    if (guest === undefined) throw new Error(`no program listens on port ${port}`);
    return guest.ask(port, request);
  }

  #fail(id: number, { message }: Error): void {
    this.#answers.delete(id);
    this.#listener?.answer(id, { type: 'failed', reason: message });
  }
}

/** Those of this worker. */
export const services = new Services();
