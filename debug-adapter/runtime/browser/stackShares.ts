import { MAPPINGS_OF_RELEASED } from './stackMappings.ts';

/**
 * How many mappings of memory all guests of a page may need for their stacks, from its beginning to its end: of the
 * 65,530 that Linux allows by default, those that a page with a few workers needs itself are left out. Where one
 * is missing, the page is gone without a word.
 */
const ALL_MAPPINGS = 60_000;

/** What is not needed by a guest of this page, or of this worker, and by none before it. */
let available = ALL_MAPPINGS;

/** How many different stacks the guests here have had, and who is told of that. */
let mapped = 0;
let tell = (_count: number): void => {};

/**
 * Has the guests of this worker share what its page has given it: a {@link StackShare} of the page's.
 *
 * @param onMapped told from time to time how many different stacks they have had, about.
 */
export function shareStacks(mappings: number, onMapped: (count: number) => void): void {
  available = mappings;
  tell = onMapped;
}

/** How long a guest may take to end when it is told to, before it is ended by force, in milliseconds. */
export const TERMINATION_PATIENCE = 1000;

/**
 * How long a worker may be there that was ended by force, in milliseconds: browsers let one that computes go on
 * for a while (Chromium for 2 s).
 */
export const LONGEST_FORCED_END = 5000;

/** Those that are needed still. */
const open = new Set<StackShare>();

/** Those of them that are about to be closed. */
const ending = new Set<StackShare>();

/** With less than this, a share is so small that what is about to be closed is waited for. */
const LITTLE = ALL_MAPPINGS / 4;

/** Resolves when none of the guests is there any more that there are now. */
export async function allStacksReleased(): Promise<void> {
  await Promise.all([...open].map(share => share.released));
}

/** What a guest, or a worker that has guests, may need of the mappings of its page. */
export class StackShare {
  /** Half of what is there, since nobody knows how many guests follow. */
  readonly mappings = Math.floor(available / 2);
  readonly #released = Promise.withResolvers<void>();
  #stacks = 0;

  constructor() {
    available -= this.mappings;
    open.add(this);
  }

  /** Whether the next one would be small merely because guests were ended by force a moment ago. */
  static get isToGrow(): boolean {
    return available < LITTLE && ending.size > 0;
  }

  /** Resolves when one of those is gone; never, where it is not {@link isToGrow}. */
  static async grown(): Promise<void> {
    await Promise.race([...ending].map(share => share.released));
  }

  /** Resolves when it is closed. */
  get released(): Promise<void> {
    return this.#released.promise;
  }

  /** The guest's worker has had so many different stacks. */
  mapped(stacks: number): void {
    mapped += stacks - this.#stacks;
    this.#stacks = stacks;
    tell(mapped);
  }

  /** The guest's worker has been told to end, or has ended. @param delay how long it may be there still, in milliseconds. */
  closeLater(delay: number): void {
    if (!open.has(this)) return;
    ending.add(this);
    setTimeout(() => this.close(), delay);
  }

  /** The guest's worker is no more, whoever says so first. What its stacks leave behind stays. */
  close(): void {
    if (!open.delete(this)) return;
    ending.delete(this);
    available += Math.max(this.mappings - MAPPINGS_OF_RELEASED * this.#stacks, 0);
    this.#released.resolve();
  }
}
