import type { ServeProgramMessage } from './adapterMessages.ts';

/** The workers that a page has for the programs of a debug adapter, by the numbers that those have: see `ProgramWorkers`. */
export class PageProgramWorkers {
  readonly #script: string;
  readonly #onFailure: (id: number, reason: string) => void;
  readonly #workers = new Map<number, Worker>();

  /**
   * @param script URL of the bundle of `worker.ts`.
   * @param onFailure told in one sentence why one is no more.
   */
  constructor(script: string, onFailure: (id: number, reason: string) => void) {
    this.#script = script;
    this.#onFailure = onFailure;
  }

  /** @param port on which the adapter is heard. */
  start(id: number, port: MessagePort): void {
    const worker = new Worker(this.#script);
    worker.onerror = ({ message }) => this.#onFailure(id, message || 'its worker cannot be loaded');
    const message: ServeProgramMessage = { type: 'serveProgram', port };
    worker.postMessage(message, [port]);
    this.#workers.set(id, worker);
  }

  end(id: number): void {
    this.#workers.get(id)?.terminate();
    this.#workers.delete(id);
  }

  endAll(): void {
    for (const id of this.#workers.keys()) this.end(id);
  }
}
