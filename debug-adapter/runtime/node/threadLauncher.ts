import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { ContextRecord } from '../contextRecord.ts';
import type { ThreadLauncher, ThreadMessage } from '../threads.ts';
import { contextCapacity, THREAD_STACK_SIZE } from './engine.ts';
import type { ThreadWorkerStart } from './threadMessages.ts';

/** What all threads of a guest are started with. */
type CommonStart = Pick<ThreadWorkerStart, 'module' | 'memory' | 'attentionSymbol' | 'isTraced'>;

/** A launcher of workers for the threads of a guest. */
export function threadLauncher(common: () => CommonStart): ThreadLauncher {
  return (start, onArrival) => {
    const { port1, port2 } = new MessageChannel();
    const arrived: ThreadMessage[] = [];
    const receive = (message: ThreadMessage): void => {
      arrived.push(message);
      onArrival();
    };
    port1.on('message', receive);
    const workerData: ThreadWorkerStart = {
      ...start,
      ...common(),
      contextRecord: ContextRecord.allocate(contextCapacity()),
      port: port2,
    };
    const worker = new Worker(workerFile(), {
      workerData,
      transferList: [port2],
      resourceLimits: { stackSizeMb: THREAD_STACK_SIZE },
      env: {},
    });
    worker.on('error', error => receive({ type: 'crashed', error }));
    worker.on('exit', () => port1.close());
    return {
      tryReceive: () => arrived.shift() ?? receiveMessageOnPort(port1)?.message,
      terminate: async () => {
        await worker.terminate();
      },
    };
  };
}

/** The worker beside this module: the source in the checkout, its own bundle in `dist`. */
function workerFile(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './threadWorker.ts' : './guest-thread-worker.js', import.meta.url);
}
