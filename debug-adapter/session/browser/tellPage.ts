import type { WorkerMessage } from './adapterMessages.ts';

/** Tells the page whose `AdapterWorker` has started this worker. */
export function tellPage(message: WorkerMessage, transferred: Transferable[] = []): void {
  postMessage(message, { transfer: transferred });
}
