import { tellPage } from './tellPage.ts';

/** One, as the debug adapter has it. */
export interface ProgramWorker {
  /** On which it hears of its program, and tells of it. */
  readonly port: MessagePort;
  /** Is told why it is no more, where that is nobody's will. */
  onFailure: (reason: string) => void;
  terminate(): void;
}

/**
 * The workers for the programs of this worker. Whoever has its `AdapterWorker` makes them, a page as a rule: a worker that
 * makes one waits for the page's thread, in Firefox 153 for ever where tools for developers look at the page, and a wake-up
 * reaches the new worker instead (`WorkerPrivate::WaitForIsDebuggerRegistered`). In an editor that is in danger still,
 * whose extensions run in a worker.
 */
export class ProgramWorkers {
  readonly #workers = new Map<number, ProgramWorker>();
  #lastId = 0;

  start(): ProgramWorker {
    this.#lastId += 1;
    const id = this.#lastId;
    const { port1, port2 } = new MessageChannel();
    tellPage({ type: 'programWorkerWanted', id, port: port2 }, [port2]);
    const worker: ProgramWorker = {
      port: port1,
      onFailure: () => {},
      terminate: () => {
        this.#workers.delete(id);
        port1.close();
        tellPage({ type: 'programWorkerUnwanted', id });
      },
    };
    this.#workers.set(id, worker);
    return worker;
  }

  /** The page says that one has failed. */
  fail(id: number, reason: string): void {
    this.#workers.get(id)?.onFailure(reason);
  }
}

/** Those of this worker. */
export const programWorkers = new ProgramWorkers();
