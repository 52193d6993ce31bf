import { MAPPINGS_OF_RELEASED } from './stackMappings.ts';

/**
 * How many mappings of memory all guests of a page may need for their stacks, from its beginning to its end: of the
 * 65,530 that Linux allows by default, those that a page with a few workers needs itself are left out. Where one
 * is missing, the page is gone without a word.
 */
const ALL_MAPPINGS = 60_000;

/** What is not needed by a guest of this page, and by none before it. */
let available = ALL_MAPPINGS;

/** What a guest may need of the mappings of its page. */
export class StackShare {
  /** Half of what is there, since nobody knows how many guests follow. */
  readonly mappings = Math.floor(available / 2);
  #stacks = 0;

  constructor() {
    available -= this.mappings;
  }

  /** The guest's worker has had so many different stacks. */
  mapped(stacks: number): void {
    this.#stacks = stacks;
  }

  /** The guest's worker is no more. What its stacks leave behind stays. */
  close(): void {
    available += Math.max(this.mappings - MAPPINGS_OF_RELEASED * this.#stacks, 0);
  }
}
