/** What a worker for a thread of a guest is started with, besides the main one. */
import type { MessagePort } from 'node:worker_threads';
import type { ThreadStart } from '../threads.ts';

export interface ThreadWorkerStart extends ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly attentionSymbol: number | undefined;
  readonly contextRecord: SharedArrayBuffer;
  readonly isTraced: boolean;
  /** Takes the thread's messages. */
  readonly port: MessagePort;
}
