/** What a worker for threads of a guest, besides the main one, is started with. */
import type { MessagePort } from 'node:worker_threads';

export interface ThreadWorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly isTraced: boolean;
  /** How many contexts a thread may have at a time. */
  readonly contextCapacity: number;
  /** Of the worker's budget: see `StackBudget`. */
  readonly stacks: readonly ArrayBufferLike[];
  /** Brings the starts of threads, one after the other (`ThreadStart`), and takes their messages. */
  readonly port: MessagePort;
}
