/**
 * The worker in which a thread of a guest runs, besides the main one. Started by
 * the main thread's: see `threads.ts`.
 */
import { workerData } from 'node:worker_threads';
import { ContextRecord } from '../contextRecord.ts';
import { SecondaryThread } from '../secondaryThread.ts';
import type { ThreadMessage } from '../threads.ts';
import type { ThreadWorkerStart } from './threadMessages.ts';

const start = workerData as ThreadWorkerStart;

function send(message: ThreadMessage): void {
  start.port.postMessage(message);
}

try {
  const thread = new SecondaryThread({
    ...start,
    start,
    contextRecord: new ContextRecord(start.contextRecord),
    send,
  });
  await thread.run();
  send({ type: 'ended' });
} catch (error) {
  // An exception of the guest's cannot cross to another worker.
  const isError = error instanceof Error;
  send({ type: 'crashed', error: isError ? error : new Error('an exception that nobody caught') });
}
start.port.close();
