/** The part of the tests' page that has debug adapters, each with a client elsewhere. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { timeSession } from '../../test/timedSession.ts';
import { AdapterWorker } from '../adapterWorker.ts';
import type { ServedPython } from '../machine.ts';
import type { AdapterPageFunctions } from './adapterPage.ts';
import { WorkerClient } from './workerClient.ts';

/** URL of the bundle of `worker.ts`. */
const WORKER = '/adapter.js';

/** An adapter whose messages are fetched. */
class FetchedAdapter {
  readonly worker: AdapterWorker;
  #unread: DebugProtocol.ProtocolMessage[] = [];
  #isClosed = false;
  #wake = (): void => {};

  constructor(pythons: readonly ServedPython[]) {
    this.worker = new AdapterWorker(WORKER, pythons, {
      message: message => {
        this.#unread.push(message);
        this.#wake();
      },
      closed: reason => {
        if (reason !== undefined) console.error(`the adapter is closed: ${reason}`);
        this.#isClosed = true;
        this.#wake();
      },
    });
  }

  async receive(): Promise<readonly DebugProtocol.ProtocolMessage[]> {
    while (this.#unread.length === 0 && !this.#isClosed) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    const messages = this.#unread;
    this.#unread = [];
    return messages;
  }
}

const adapters: FetchedAdapter[] = [];

function adapterOf(number: number): FetchedAdapter {
  return adapters[number] as FetchedAdapter;
}

Object.assign(globalThis, {
  openAdapter: pythons => adapters.push(new FetchedAdapter(pythons)) - 1,
  addAdapterFiles: (adapter, files) => adapterOf(adapter).worker.addFiles(files),
  sendToAdapter: (adapter, message) => adapterOf(adapter).worker.send(message),
  closeAdapter: adapter => adapterOf(adapter).worker.close(),
  receiveFromAdapter: adapter => adapterOf(adapter).receive(),
  timeSession: async (pythons, files, course) => {
    using client = new WorkerClient(WORKER, pythons, files);
    return await timeSession(client, course);
  },
} satisfies AdapterPageFunctions);
