import type { DeepStack } from '../jspi.ts';
import type { WorkerStacks } from '../workerStacks.ts';
import { ThreadStack } from './threadStack.ts';

/** How many stacks without a thread are kept. */
const MOST_IDLE = 16;

/**
 * The stacks of a guest's threads. One that is as deep as a thread's takes as long to get as many a
 * thread lives, so one whose thread has ended runs the next.
 */
export class ThreadStacks {
  readonly #start: CallableFunction;
  readonly #stacks: WorkerStacks;
  readonly #onDeepStack: DeepStack;
  readonly #idle: ThreadStack[] = [];
  #hasEnded = false;

  /** @param start the guest's `wasi_thread_start`. */
  constructor(start: CallableFunction, stacks: WorkerStacks, onDeepStack: DeepStack) {
    this.#start = start;
    this.#stacks = stacks;
    this.#onDeepStack = onDeepStack;
  }

  /** A stack for a thread; undefined where there is no room. */
  take(): ThreadStack | undefined {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    return this.#stacks.take() ? new ThreadStack(this.#start, this.#keep) : undefined;
  }

  /** See {@link ThreadStack.run}. */
  run(stack: ThreadStack, id: number, argument: number): Promise<void> {
    const begin = (call: () => Promise<unknown>): Promise<unknown> => {
      this.#stacks.begin();
      return this.#onDeepStack(call);
    };
    return stack.run(id, argument, begin, () => {
      this.#stacks.end(false);
      this.#stacks.give();
    });
  }

  /** No thread will be started any more. */
  end(reason: Error): void {
    this.#hasEnded = true;
    for (const stack of this.#idle.splice(0)) stack.end(reason);
  }

  readonly #keep = (stack: ThreadStack): boolean => {
    if (this.#hasEnded || this.#idle.length === MOST_IDLE) return false;
    this.#idle.push(stack);
    return true;
  };
}
