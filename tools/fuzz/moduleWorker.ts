import { parentPort, workerData } from 'node:worker_threads';
import { linkDamaged } from './modules.ts';

/** What the worker is to do; see `linkDamaged`. */
export interface ModuleTask {
  readonly whole: readonly Uint8Array<ArrayBuffer>[];
  readonly beside: Readonly<Record<string, Uint8Array>>;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  /** Gets the number of the module that is being linked. */
  readonly progress: SharedArrayBuffer;
}

const { whole, beside, seed, from, count, progress } = workerData as ModuleTask;
const current = new Int32Array(progress);
const outcome = linkDamaged(whole, beside, { seed, from, count }, number =>
  Atomics.store(current, 0, number),
);
parentPort?.postMessage(outcome);
