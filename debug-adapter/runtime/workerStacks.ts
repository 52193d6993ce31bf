import { releaseEndedStacks } from './jspi.ts';
import type { StackRoom } from './stackRoom.ts';

/** So many stacks are held for contexts to come: fewer are not worth telling others about. */
const MOST_SPARE = 16;

/**
 * The engine stacks of a worker's contexts. Stacks that have ended stay mapped, in a pool
 * of the worker's engine that no other worker takes from, until the engine is asked to
 * release them. What is held of the room is therefore no less than what is mapped, and
 * a context that takes the place of a destroyed one needs nothing of it.
 */
export class WorkerStacks {
  readonly #room: StackRoom;
  #held = 0;
  #contexts = 0;
  /** Those of contexts that have started, until they have ended: a while after being destroyed. */
  #live = 0;
  /** How many ends of stacks others may wait for, and how many of them have come. */
  #ending = 0;
  #ended = 0;

  constructor(room: StackRoom) {
    this.#room = room;
  }

  /** Takes room for the stack of a new context. Returns whether there is any. */
  take(): boolean {
    if (this.#contexts === this.#held) {
      if (!this.#room.hold(1)) return false;
      this.#held++;
    }
    this.#contexts++;
    return true;
  }

  /** The context for which room was taken exists no more. */
  give(): void {
    this.#contexts--;
  }

  /** A context starts, on a new stack. */
  begin(): void {
    this.#live++;
  }

  /** An environment is over, and so many stacks that live end, one after the other. */
  beginToEnd(count: number): void {
    this.#ending += count;
    this.#room.beginToEnd(count);
  }

  /** The stack of a context has ended. @param wasToEnd whether {@link beginToEnd} has told of it. */
  end(wasToEnd: boolean): void {
    this.#live--;
    this.#release();
    if (!wasToEnd || ++this.#ended < this.#ending) return;
    this.#room.end(this.#ending);
    this.#ending = this.#ended = 0;
  }

  #release(): void {
    const needed = Math.max(this.#contexts, this.#live) + this.#room.kept;
    if (this.#held - needed <= MOST_SPARE) return;
    releaseEndedStacks();
    this.#room.release(this.#held - needed);
    this.#held = needed;
  }
}
