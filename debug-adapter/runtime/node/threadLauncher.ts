import {
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  Worker,
} from 'node:worker_threads';
import { systemError } from '../errno.ts';
import type { StackBudget } from '../stackBudget.ts';
import type { ThreadLauncher, ThreadMessage, ThreadStart } from '../workers/workerThreads.ts';
import { contextCapacity, STACKS_OF_WORKER, THREAD_STACK_SIZE } from './engine.ts';
import type { ThreadWorkerStart } from './threadMessages.ts';

/** What all threads of a guest are started with. */
type CommonStart = Pick<ThreadWorkerStart, 'module' | 'memory' | 'isTraced'> & {
  /** The guest's, in which each worker has its own. */
  readonly stacks: StackBudget;
};

/** How many workers without a thread are kept. */
const MOST_RESTING = 16;

/**
 * A launcher of workers for the threads of a guest. A worker takes as long to
 * start as many a thread lives, so one whose thread has ended runs the next.
 */
export function threadLauncher(common: () => CommonStart): ThreadLauncher {
  const resting: ThreadHost[] = [];
  const rest = (host: ThreadHost): void => {
    if (resting.length === MOST_RESTING) {
      host.end();
      return;
    }
    host.rest();
    resting.push(host);
  };
  return (start, onArrival) => {
    const host = resting.pop() ?? new ThreadHost(common());
    host.begin(start, onArrival);
    return {
      tryReceive: () => {
        const message = host.tryReceive();
        if (message?.type === 'ended') rest(host);
        return message;
      },
      terminate: () => host.terminate(),
    };
  };
}

/** A worker that runs threads, one after the other. */
class ThreadHost {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #arrived: ThreadMessage[] = [];
  #onArrival = (): void => {};

  /** @throws EAGAIN when there is no room for the stacks that every thread needs. */
  constructor(common: CommonStart) {
    const stacks = common.stacks.open();
    if (!stacks.hold(STACKS_OF_WORKER)) throw systemError('EAGAIN');
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#port.on('message', message => this.#receive(message));
    const workerData: ThreadWorkerStart = {
      ...common,
      contextCapacity: contextCapacity(),
      stacks: stacks.buffers,
      port: port2,
    };
    this.#worker = new Worker(workerFile(), {
      workerData,
      transferList: [port2],
      resourceLimits: { stackSizeMb: THREAD_STACK_SIZE },
      env: {},
    });
    this.#worker.on('error', error => this.#receive({ type: 'crashed', error }));
    this.#worker.on('exit', () => {
      this.#port.close();
      stacks.close();
    });
  }

  begin(start: ThreadStart, onArrival: () => void): void {
    this.#onArrival = onArrival;
    this.#worker.ref();
    this.#port.ref();
    this.#port.postMessage(start);
  }

  tryReceive(): ThreadMessage | undefined {
    return this.#arrived.shift() ?? receiveMessageOnPort(this.#port)?.message;
  }

  /** No thread needs it: it keeps nobody from ending. */
  rest(): void {
    this.#worker.unref();
    this.#port.unref();
  }

  /** Ends as soon as there is nothing to do. */
  end(): void {
    this.#port.close();
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(message: ThreadMessage): void {
    this.#arrived.push(message);
    this.#onArrival();
  }
}

/** The worker beside this module: the source in the checkout, its own bundle in `dist`. */
function workerFile(): URL {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? './threadWorker.ts' : './guest-thread-worker.cjs', import.meta.url);
}
