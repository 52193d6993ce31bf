/**
 * The worker in which threads of a guest run, one after the other, besides the main
 * one. Started by the main thread's: see `workers/workerThreads.ts`.
 */
import { workerData } from 'node:worker_threads';
import { StackBudget } from '../stackBudget.ts';
import { SecondaryThread } from '../workers/secondaryThread.ts';
import type { ThreadMessage, ThreadStart } from '../workers/workerThreads.ts';
import { onDeepStack } from './engine.ts';
import type { ThreadWorkerStart } from './threadMessages.ts';

const common = workerData as ThreadWorkerStart;

function send(message: ThreadMessage): void {
  common.port.postMessage(message);
}

let thread: SecondaryThread | undefined;

common.port.on('message', async (start: ThreadStart) => {
  try {
    thread ??= new SecondaryThread({
      ...common,
      stacks: new StackBudget(common.stacks),
      onDeepStack,
      send,
    });
    await thread.run(start);
    send({ type: 'ended' });
  } catch (error) {
    // An exception of the guest's cannot cross to another worker.
    const isError = error instanceof Error;
    send({
      type: 'crashed',
      error: isError ? error : new Error('an exception that nobody caught'),
    });
  }
});
