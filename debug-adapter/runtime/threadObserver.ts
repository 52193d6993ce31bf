import type { Clock } from './switchLog.ts';

/** Is told of the threads of a guest besides its main one. */
export interface ThreadObserver {
  /** Tells when their switches are; by default it is this machine's. */
  readonly clock?: Clock | undefined;
  /** One begins, whose switches are written down there. */
  begun(id: number, switchLog: ArrayBufferLike): void;
  ended(id: number): void;
}

/** How many of the latest switches of each thread besides the main one are remembered. */
export const RECORDED_SWITCHES = 8_192;
