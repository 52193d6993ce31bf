import { contextOfThread } from '../../protocol/messages.ts';
import type { ContextRecord } from '../../runtime/contextRecord.ts';
import type { SwitchLog } from '../../runtime/switchLog.ts';
import { MAIN_THREAD } from '../../runtime/threadGroup.ts';
import type { ThreadLives } from '../../runtime/threadLives.ts';
import type { Moment } from '../../runtime/watching/moments.ts';
import type { Fork } from './fork.ts';

/** What the host knows of a recorded program up to a moment. */
export interface HostRecords {
  readonly contexts: ContextRecord;
  readonly switches: SwitchLog;
  readonly threads: ThreadLives;
}

/** A moment of a recorded program that can be looked at, by a fork. */
export abstract class Sight {
  abstract readonly moment: Moment;
  abstract readonly records: HostRecords;
  /** The program's linear memory then, which is not to be written to. */
  abstract readonly memory: ArrayBufferLike;
  /** Where C's stack ended then of the thread that runs. */
  abstract readonly stackPointer: number;
  readonly #makeFork: () => Promise<Fork>;
  #fork: Promise<Fork> | undefined;

  /** @param makeFork makes one of the moment. */
  constructor(makeFork: () => Promise<Fork>) {
    this.#makeFork = makeFork;
  }

  /** The fork of the moment, which is made when it is first asked for, and when it was ended. */
  async fork(): Promise<Fork> {
    this.#fork ??= this.#makeFork();
    const fork = await this.#fork;
    if (!fork.hasEnded) return fork;
    this.#fork = this.#makeFork();
    return this.#fork;
  }

  /** Lets go of the fork, which ends unless the user looks around in it. */
  dropFork(): void {
    const fork = this.#fork;
    this.#fork = undefined;
    fork?.then(
      made => {
        if (!made.isShown) void made.close();
      },
      () => {},
    );
  }
}

/** What stands for the continuation of a moment in the protocol. */
export function contextOf({ thread, context }: Pick<Moment, 'thread' | 'context'>): number {
  return context === 0 && thread !== MAIN_THREAD ? contextOfThread(thread) : context;
}
